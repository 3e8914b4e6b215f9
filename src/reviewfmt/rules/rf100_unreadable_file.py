"""A file that cannot be read.

## What it asks

Each path that is named, or found in a folder, can be read. It is a regular file and no named pipe,
device or socket. It has 16 MiB at most, or what `max-file-size` in the configuration says. A
symbolic link that is found in a folder does not lead out of it. The list of outputs in a folder
that `convert` writes into, `.reviewfmt.json`, is one that a run has written. A process that works
on a file lives to its end: where it is killed, the file is tried once more, and given up then.

## Why

A check that passes over a file without a word would call it good. A pipe can be waited for without
end, and a link can make whoever checks a stranger's folder read or rewrite a file outside of it.

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

Correct the path, or the permissions of the file. A link that leads out of a folder is read where it
is named itself.

## Since

0.1.0
"""
