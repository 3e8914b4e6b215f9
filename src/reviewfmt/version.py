"""The version of the package; that of the review format is `model.FORMAT_VERSION`."""

VERSION = "1.0.0rc1"
