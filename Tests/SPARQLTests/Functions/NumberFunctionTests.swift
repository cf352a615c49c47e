import RDF
import Testing

@testable import SPARQL

@Suite("functions on numbers, dates and hashes")
struct NumberFunctionTests {
  @Test(
    "rounding keeps the type",
    arguments: [
      CallCase(.abs, "-2", is: "\"2\"^^integer"), CallCase(.abs, "-1.5", is: "\"1.5\"^^decimal"),
      CallCase(.abs, "-1.5e0", is: "\"1.5E0\"^^double"),
      CallCase(.abs, "\"-1\"^^float", is: "\"1.0E0\"^^float"),
      CallCase(.abs, "\"-0\"^^double", is: "\"0.0E0\"^^double"),
      CallCase(.abs, "\"-5\"^^byte", is: "\"5\"^^integer"),
      CallCase(.abs, "-9223372036854775808", is: "\"9223372036854775808\"^^integer"),
      CallCase(.abs, "\"1\"", is: "error"), CallCase(.abs, "\"x\"^^integer", is: "error"),
      CallCase(.abs, "\"P1D\"^^duration", is: "error"),
      CallCase(.round, "2.5", is: "\"3\"^^decimal"),
      CallCase(.round, "-2.5", is: "\"-2\"^^decimal"),
      CallCase(.round, "2.4999", is: "\"2\"^^decimal"), CallCase(.round, "7", is: "\"7\"^^integer"),
      CallCase(.round, "2.5e0", is: "\"3.0E0\"^^double"),
      CallCase(.round, "-2.5e0", is: "\"-2.0E0\"^^double"),
      CallCase(.round, "-0.5e0", is: "\"-0.0E0\"^^double"),
      CallCase(.round, "-0.4e0", is: "\"-0.0E0\"^^double"),
      CallCase(.round, "0.49999999999999994e0", is: "\"0.0E0\"^^double"),
      CallCase(.round, "4503599627370497e0", is: "\"4.503599627370497E15\"^^double"),
      CallCase(.round, "\"NaN\"^^double", is: "\"NaN\"^^double"),
      CallCase(.round, "\"-INF\"^^float", is: "\"-INF\"^^float"),
      CallCase(.round, "\"2.5\"^^float", is: "\"3.0E0\"^^float"),
      CallCase(.round, "true", is: "error"),
      CallCase(.ceil, "1.1", is: "\"2\"^^decimal"), CallCase(.ceil, "-1.6", is: "\"-1\"^^decimal"),
      CallCase(.ceil, "-0.5e0", is: "\"-0.0E0\"^^double"),
      CallCase(.ceil, "3", is: "\"3\"^^integer"),
      CallCase(.ceil, "\"INF\"^^double", is: "\"INF\"^^double"),
      CallCase(.ceil, "\"a\"", is: "error"),
      CallCase(.floor, "1.9", is: "\"1\"^^decimal"),
      CallCase(.floor, "-1.1", is: "\"-2\"^^decimal"),
      CallCase(.floor, "1.9e0", is: "\"1.0E0\"^^double"), CallCase(.floor, "_:b", is: "error"),
    ])
  func rounding(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test("RAND is a double from 0 to below 1, and replays from a seed")
  func rand() throws {
    let context = testContext(seed: nil)
    for _ in 0..<1_000 {
      let result = try #require(Functions.call(.rand, [], context: context))
      guard case .value(.double(let number)) = result else {
        Issue.record("\(result) is no double")
        return
      }
      #expect(number >= 0 && number < 1)
    }
    let replayed = (0..<2).map { _ in Functions.call(.rand, [], context: testContext(seed: 9)) }
    #expect(replayed[0] == replayed[1])
  }

  @Test(
    "parts of dates and times",
    arguments: [
      CallCase(.year, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"2011\"^^integer"),
      CallCase(.month, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"1\"^^integer"),
      CallCase(.day, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"10\"^^integer"),
      CallCase(.hours, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"14\"^^integer"),
      CallCase(.minutes, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"45\"^^integer"),
      CallCase(.seconds, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"13.815\"^^decimal"),
      CallCase(.seconds, "\"2011-01-10T14:45:13\"^^dateTime", is: "\"13\"^^decimal"),
      CallCase(.year, "\"-0044-03-15T00:00:00Z\"^^dateTime", is: "\"-44\"^^integer"),
      CallCase(
        .timezone, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"-PT5H\"^^dayTimeDuration"),
      CallCase(.timezone, "\"2011-01-10T14:45:13Z\"^^dateTime", is: "\"PT0S\"^^dayTimeDuration"),
      CallCase(.timezone, "\"2011-01-10T14:45:13\"^^dateTime", is: "error"),
      CallCase(.tz, "\"2011-01-10T14:45:13.815-05:00\"^^dateTime", is: "\"-05:00\""),
      CallCase(.tz, "\"2011-01-10T14:45:13Z\"^^dateTime", is: "\"Z\""),
      CallCase(.tz, "\"2011-01-10T14:45:13+00:00\"^^dateTime", is: "\"+00:00\""),
      CallCase(.tz, "\"2011-01-10T14:45:13\"^^dateTime", is: "\"\""),
      CallCase(.year, "\"2011-01-10\"^^date", is: "\"2011\"^^integer"),
      CallCase(.day, "\"2011-01-10Z\"^^date", is: "\"10\"^^integer"),
      CallCase(.hours, "\"2011-01-10\"^^date", is: "error"),
      CallCase(.hours, "\"14:45:13\"^^time", is: "\"14\"^^integer"),
      CallCase(.year, "\"14:45:13\"^^time", is: "error"),
      CallCase(.year, "\"2011\"^^gYear", is: "\"2011\"^^integer"),
      CallCase(.month, "\"2011\"^^gYear", is: "error"),
      CallCase(.year, "\"2011-01-10\"", is: "error"),
      CallCase(.year, "\"2011-13-10T00:00:00\"^^dateTime", is: "error"),
      CallCase(.tz, "1", is: "error"),
      CallCase(.now, is: "\"2026-01-02T03:04:05.678Z\"^^dateTime"),
    ])
  func dates(_ test: CallCase) { #expect(test.result == test.expected) }

  @Test(
    "hashes are of the UTF-8 bytes",
    arguments: [
      CallCase(.md5, "\"abc\"", is: "\"900150983cd24fb0d6963f7d28e17f72\""),
      CallCase(.md5, "\"\"", is: "\"d41d8cd98f00b204e9800998ecf8427e\""),
      CallCase(.sha1, "\"abc\"", is: "\"a9993e364706816aba3e25717850c26c9cd0d89d\""),
      CallCase(
        .sha256, "\"abc\"",
        is: "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""),
      CallCase(
        .sha384, "\"abc\"",
        is:
          "\"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7\""
      ),
      CallCase(
        .sha512, "\"abc\"",
        is:
          "\"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f\""
      ),
      CallCase(.md5, "\"abc\"@en", is: "error"), CallCase(.sha1, "1", is: "error"),
      CallCase(.sha256, "<http://a>", is: "error"), CallCase(.sha512, "_:a", is: "error"),
    ])
  func hashes(_ test: CallCase) { #expect(test.result == test.expected) }
}
