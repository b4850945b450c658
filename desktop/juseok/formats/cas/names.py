"""What the formats are called."""

from typing import Final

FAMILY: Final = "uima"
XMI: Final = "uima-xmi"
JSON: Final = "uima-json"
TSV: Final = "webanno-tsv"
XMI_NAMES: Final = {"ko": "UIMA CAS XMI (INCEpTION)", "en": "UIMA CAS XMI (INCEpTION)"}
JSON_NAMES: Final = {"ko": "UIMA CAS JSON (INCEpTION)", "en": "UIMA CAS JSON (INCEpTION)"}
TSV_NAMES: Final = {"ko": "WebAnno TSV 3.3", "en": "WebAnno TSV 3.3"}
