// Texts of queries, from the pipeline file or from a file of their own, read as SPARQL.

import RDF
import SPARQL

/// A query's text, or the path of the file with it, and what the text says.
struct QueryReading: Sendable {
  var text: String
  var query: Query
}

extension ValueType where Value == QueryReading {
  /// A query that stands in the pipeline file.
  static let inlineQuery = ValueType.expandedScalar(
    "a SPARQL query", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { scalar, decoder in
    do throws(QuerySyntaxError) {
      let text = scalar.text.text
      return QueryReading(text: text, query: try decoder.queryParser.query(text))
    } catch {
      decoder.refuse(scalar, error)
      return nil
    }
  } show: {
    .string($0.text)
  }

  /// The path of a file with a query.
  static let queryFile = ValueType.expandedScalar(
    "a path", schema: ["type": "string", "minLength": 1], kinds: [.string]
  ) { scalar, decoder in
    do throws(ValueTextError) { try ValueType<String>.checkPath(scalar.text.text) } catch {
      decoder.refuse(scalar, error)
      return nil
    }
    let path = FolderPath.join(decoder.baseFolder, scalar.text.text)
    guard let text = decoder.queryText(at: path, scalar) else { return nil }
    do throws(QuerySyntaxError) {
      return QueryReading(text: path, query: try decoder.queryParser.query(text))
    } catch {
      decoder.note(
        PipelineDiagnostic(
          .error, file: scalar.text.isSecret ? StrictDecoder.redaction : path,
          position: TextPosition(line: error.line, column: error.column), message: error.message))
      return nil
    }
  } show: {
    .string($0.text)
  }
}

extension StrictDecoder {
  /// Reads queries, with the prefixes of the file as if each had declared them.
  fileprivate var queryParser: QueryParser {
    QueryParser(
      prefixes: prefixes.sorted { $0.key < $1.key }
        .map { QueryPrefix(name: $0.key, namespace: $0.value) })
  }

  /// The text of a query's file, or nil after noting why there is none.
  fileprivate mutating func queryText(at path: String, _ scalar: DecodedScalar) -> String? {
    let limit = ByteCount(QueryLimits().textBytes)
    do {
      return try FileText.read(path, limit: limit.bytes)
    } catch {
      switch error {
      case .system(let message): refuse(scalar, ValueTextError("cannot be read: \(message)"))
      case .tooLarge: refuse(scalar, ValueTextError("is over the limit of \(limit)"))
      case .notUTF8(let place):
        note(
          PipelineDiagnostic(
            .error, file: scalar.text.isSecret ? Self.redaction : path, position: place,
            message: "the file is not UTF-8"))
      }
      return nil
    }
  }

  /// Notes what is wrong with a query that stands in the pipeline file, at its place there.
  fileprivate mutating func refuse(_ scalar: DecodedScalar, _ problem: QuerySyntaxError) {
    // A message may repeat part of the text, and so of a secret.
    if scalar.text.isSecret { return refuse(scalar, ValueTextError("is not a query")) }
    if let place = QueryPlace.place(of: problem, in: scalar, source) {
      return error(place, "\(pathInWords): \(problem.message)")
    }
    error(
      scalar.position,
      "\(pathInWords): \(problem.message) at line \(problem.line), column \(problem.column) of it")
  }
}
