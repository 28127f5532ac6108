"""planctl keeps an organisation's annual work plan as one TOML file and follows it through the year."""

__version__ = "0.1.0"
