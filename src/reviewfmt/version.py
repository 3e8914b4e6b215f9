"""The version of the package; that of the review format is `model.FORMAT_VERSION`."""

VERSION = "0.1.0"
