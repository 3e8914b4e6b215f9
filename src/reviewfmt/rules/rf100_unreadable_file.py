"""A file that cannot be read.

## What it checks

Every path that you name, or that is found in a folder, can be read. It is a regular file, not a
named pipe, a device or a socket. It is not larger than 16 MiB, or than `max-file-size` in the
configuration. A symbolic link found in a folder does not lead out of it. The list of outputs
`.reviewfmt.json` in an output folder of `convert` was written by reviewfmt. The worker that
processes a file is not killed; if it is, the file is tried once more and then reported.

## Why

If `check` skipped a file silently, the file would seem to be correct. Reading a pipe can block
forever. A link in a stranger's folder can make a command read or rewrite a file outside that
folder.

## Bad example

```console
reviewfmt check missing.review
```

```text
missing.review:1:1: RF100
```

## Good example

```console
reviewfmt check samples/metallic-rouge.review
```

## How to fix

Correct the path or the permissions of the file. To read a link that leads out of a folder, name the
link itself.

## Since

1.0.0
"""
