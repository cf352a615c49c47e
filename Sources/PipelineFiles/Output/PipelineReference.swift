// The reference page of pipeline files, written from the same tables that decode them.

/// The reference of pipeline files.
public enum PipelineReference {
  /// The reference as Markdown: a table a section.
  public static func markdown() -> String {
    var page = "# Pipeline files\n"
    write(Pipeline.table.description, to: &page)
    return page
  }

  private static func write(_ section: SectionDescription, to page: inout String) {
    page += "\n## \(section.name)\n\n\(section.summary)\n\n"
    page += "| key | value | default | meaning |\n|---|---|---|---|\n"
    for row in section.rows {
      let value = row.isRequired ? "required" : row.defaultText.map { "`\($0)`" } ?? ""
      page += "| `\(row.key)` | \(row.typeName) | \(value) | \(row.summary) |\n"
    }
    for inner in section.inner { write(inner, to: &page) }
  }
}
