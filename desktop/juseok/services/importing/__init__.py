"""Raw texts and native files into a project: read, looked over, staged."""
