import RDF
import Testing

@testable import PipelineFiles

@Suite("Values")
struct ValueTests {
  @Test(
    "sizes are read and written",
    arguments: [
      ("0", 0, "0B"), ("1", 1, "1B"), ("1B", 1, "1B"), ("1kB", 1_000, "1kB"),
      ("1KiB", 1_024, "1KiB"), ("512MiB", 512 << 20, "512MiB"), ("20GB", 20_000_000_000, "20GB"),
      ("3TB", 3_000_000_000_000, "3TB"), ("2TiB", 2 << 40, "2TiB"), ("1500", 1_500, "1500B"),
      ("1024KiB", 1 << 20, "1MiB"), ("9223372036854775807", Int.max, "9223372036854775807B"),
    ])
  func sizes(text: String, bytes: Int, shown: String) throws {
    let size = try ByteCount(parsing: text)
    #expect(size.bytes == bytes)
    #expect(size.description == shown)
    #expect(try ByteCount(parsing: shown) == size)
  }

  @Test(
    "what is no size is refused with a reason",
    arguments: [
      ("", "is not a size (write it as 512MiB or 20GB)"),
      ("MiB", "is not a size (write it as 512MiB or 20GB)"),
      ("-1", "is not a size (write it as 512MiB or 20GB)"),
      ("1 MiB", "is not a size (write it as 512MiB or 20GB)"),
      ("1.5GiB", "is not a size (write it as 512MiB or 20GB)"),
      ("1GiB2MiB", "is not a size (write it as 512MiB or 20GB)"),
      ("٣MiB", "is not a size (write it as 512MiB or 20GB)"),
      ("9223372036854775808", "is not a size (write it as 512MiB or 20GB)"),
      ("9223372036854775807KiB", "is too large a size"),
      ("5k", "has the unknown unit `k` (write `5KiB` or `5kB`)"),
      ("5KB", "has the unknown unit `KB` (did you mean `5kB`?)"),
      (
        "5parsec", "has the unknown unit `parsec` (units are KiB, MiB, GiB, TiB, kB, MB, GB, TB, B)"
      ),
    ])
  func wrongSizes(text: String, message: String) {
    let error = #expect(throws: ValueTextError.self) { try ByteCount(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(
    "durations are read and written",
    arguments: [
      ("0s", 0, "0s"), ("10s", 10_000, "10s"), ("5m", 300_000, "5m"),
      ("1h30m", 5_400_000, "1h30m"), ("90s", 90_000, "1m30s"), ("250ms", 250, "250ms"),
      ("1d2h3m4s5ms", 93_784_005, "1d2h3m4s5ms"),
    ])
  func durations(text: String, milliseconds: Int, shown: String) throws {
    let span = try TimeSpan(parsing: text)
    #expect(span.milliseconds == milliseconds)
    #expect(span.duration == .milliseconds(milliseconds))
    #expect(span.description == shown)
    #expect(try TimeSpan(parsing: shown) == span)
  }

  @Test(
    "what is no duration is refused with a reason",
    arguments: [
      ("", "is not a duration (write it as 10s, 5m or 1h30m)"),
      ("10", "needs a unit (write it as 10s, 5m or 1h30m)"),
      ("1h30", "needs a unit (write it as 10s, 5m or 1h30m)"),
      ("s", "is not a duration (write it as 10s, 5m or 1h30m)"),
      ("30m1h", "is not a duration (give each unit once, the larger first, as in 1h30m)"),
      ("1h1h", "is not a duration (give each unit once, the larger first, as in 1h30m)"),
      ("1w", "has the unknown unit `w` (units are d, h, m, s, ms)"),
      ("9223372036854775807d", "is too long a duration"),
      ("9223372036854775s999ms", "is too long a duration"),
    ])
  func wrongDurations(text: String, message: String) {
    let error = #expect(throws: ValueTextError.self) { try TimeSpan(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(
    "paths are joined without being guessed at",
    arguments: [
      ("a", "b", "a/b"), ("a", "./b/", "a/b"), (".", "b", "b"), (".", ".", "."),
      ("a", "../b", "a/../b"),
      ("/", "b", "/b"), ("a", "/b", "/b"), ("/a/", "b//c", "/a/b/c"), ("..", "b", "../b"),
    ])
  func paths(folder: String, path: String, expected: String) {
    #expect(FolderPath.join(folder, path) == expected)
  }

  @Test("a path's folder and stem are its parts")
  func pathParts() {
    #expect(FolderPath.folder(of: "a.yaml") == ".")
    #expect(FolderPath.folder(of: "/a.yaml") == "/")
    #expect(FolderPath.folder(of: "x/y/a.yaml") == "x/y")
    #expect(FolderPath.stem(of: "x/a.b.yaml") == "a.b")
    #expect(FolderPath.stem(of: ".yaml") == ".yaml")
  }

  @Test("data is written as JSON and YAML that read back")
  func resolvedValues() {
    let value: ResolvedValue = [
      "a": ["x", 1, true, .null, [], ["k": "v: w"]], "b c": "q\"\\\n\u{1}\u{85}", "d": "$x",
      "e": "1",
    ]
    #expect(
      value.json() == """
        {
          "a": [
            "x",
            1,
            true,
            null,
            [],
            {
              "k": "v: w"
            }
          ],
          "b c": "q\\"\\\\\\n\\u0001\\u0085",
          "d": "$x",
          "e": "1"
        }
        """)
    #expect(
      value.yaml(escapingDollars: true) == """
        a:
          - x
          - 1
          - true
          - null
          - []
          -
            k: "v: w"
        "b c": "q\\"\\\\\\n\\u0001\\u0085"
        d: "$$x"
        e: "1"

        """)
    #expect(value["a"] != nil)
    #expect(value["z"] == nil)
  }
}
