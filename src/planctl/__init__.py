"""planctl keeps an organisation's annual work plan as one TOML file and follows it through the year."""

__version__ = "0.1.0"

#: The version of the JSON documents that commands answer with. Within a version keys are added and none changes.
JSON_SCHEMA = 1
