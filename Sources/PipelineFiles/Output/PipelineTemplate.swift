// The starter file of `sluice init`. It is an example to be edited, so every line says what it does,
// and what is not needed at first stands behind `#`.

/// The pipeline file that a new project starts with.
public enum PipelineTemplate {
  /// The text of a starter file for a pipeline called `name`.
  ///
  /// Characters that a name may not have are replaced by `_`.
  public static func text(name: String) -> String {
    """
    # A Sluice pipeline. Check it with `sluice lint FILE`, see what it would do with
    # `sluice plan FILE`, run it with `sluice run FILE`.
    # Paths are relative to this file. ${VAR}, ${VAR:-default}, ${VAR:?message} and ${file:path}
    # are replaced in values; $$ is a dollar sign.

    version: 1
    name: \(identifier(name))
    # description: what this pipeline is for

    store:
      path: ${SLUICE_DATA:-./data}/\(identifier(name))
      # preset: balanced         # development | balanced | bulk_load | query_heavy | low_memory
      # memory: 4GiB             # whole process; default: half of the cgroup's limit or the machine
      # temp_dir: ./tmp          # for spills; default: inside the store
      # durability: fsync        # fsync | async

    prefixes:
      ex: http://example.org/

    sources:
      dump:
        type: file
        include: ["input/*.ttl", "input/*.nt.gz"]   # patterns: * ? [...] {a,b} and ** for any depth
        # exclude: ["**/old/**"]
        # format: auto           # auto | ntriples | nquads | turtle | trig
        # compression: auto      # auto (by content) | none | gzip | bzip2 | zstd | lz4
        # base: http://example.org/
        # graph: ex:dump         # an IRI | default | from_file_iri | keep
        # on_error: fail_job     # fail_job | skip_file | skip_statement
        # max_errors: 1000       # with skip_file or skip_statement
        # rejects: rejects/      # where rejected input is kept

    # queries:
    #   things:
    #     sparql: "SELECT ?thing ?kind WHERE { ?thing a ?kind } LIMIT 20"   # or file: queries/things.rq
    #     # entailment: true       # see derived facts
    #     sinks: [console, report]

    # sinks:
    #   console: {type: stdout, format: table}   # jsonl | csv | tsv | sparql_json | sparql_xml | table
    #   report:                  # for CONSTRUCT and DESCRIBE: ntriples | nquads | turtle | trig
    #     type: file
    #     path: out/things.csv   # compressed where it ends in .gz, .bz2, .zst or .lz4
    #     format: csv

    # limits:
    #   statement_bytes: 64MiB
    #   query_timeout: 60s
    #   query_memory: 1GiB
    #   shutdown_timeout: 30s

    # log: {level: info, format: text}   # format: text | json

    """
  }

  /// Writes the starter file at `path`, named after the file unless a name is given.
  ///
  /// - Throws: ``PipelineFileError/inaccessible(path:message:)``, also where a file is there already
  ///   and `overwriting` is false.
  public static func write(
    to path: String, name: String? = nil, overwriting: Bool = false
  ) throws(PipelineFileError) {
    let text = text(name: name ?? FolderPath.stem(of: path))
    do {
      try FileText.write(text, to: path, overwriting: overwriting)
    } catch {
      var message = "cannot write the file"
      if case .system(let reason) = error { message += ": \(reason)" }
      throw .inaccessible(path: path, message: message)
    }
  }

  private static func identifier(_ name: String) -> String {
    var text = String(
      name.prefix(64).map { character -> Character in
        let isAllowed = character.isASCII && (character.isLetter || character.isNumber)
        return isAllowed || "_-.".contains(character) ? character : "_"
      })
    // Also what YAML would read as something other than a string.
    let isName =
      ValueType<String>.nameProblem(text) == nil && YAMLScalar.kind(ofPlain: text) == .string
    if !isName { text = String(("_" + text).prefix(64)) }
    return text
  }
}
