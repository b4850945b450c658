"""UIMA CAS (XMI and JSON) and WebAnno TSV: what INCEpTION and the tools around it speak."""
