"""Where a series streams, and since when: two fields and a rule for reviewfmt."""

from __future__ import annotations

from reviewfmt.plugin import FieldType, OwnField, Rule

SERVICE = OwnField(
    "streaming",
    {"en": ("Streaming", "Streams on"), "de": ("Streaming bei",), "es": ("En streaming",)},
    values=("Harbour+", "Nimbus", "Redwood Play"),
    help="Write the name of the service as the service spells it.",
)
SINCE = OwnField(
    "streaming_since",
    {"en": ("Streaming since",), "de": ("Streaming seit",)},
    FieldType.DATE,
    help="Write the first day of the stream, such as 2024-03-01.",
)

FIELDS = (SERVICE, SINCE)

RULES = (
    Rule(
        "STREAM001",
        "streamed-after-review",
        module="reviewfmt_streaming.stream001_streamed_after_review",
    ),
)
