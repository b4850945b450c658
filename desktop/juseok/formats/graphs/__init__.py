"""Entities, relationships and claims as graphs: GraphML, GEXF and RDF (Turtle)."""
