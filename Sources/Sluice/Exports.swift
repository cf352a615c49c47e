// `import Sluice` is enough: the terms, formats, load settings and errors that the store's interface
// is written in come with it.

@_exported import Dataflow
@_exported import HTTPClient
@_exported import QueryEngine
@_exported import RDF
@_exported import RDFSyntax
@_exported import SPARQL
@_exported import Storage
