import Foundation
import Testing

@testable import RDF

/// Random numbers against independent computations: remainders of decimal strings by primes, machine
/// integers, and the C library.
@Suite("Random numbers")
struct RandomNumberTests {
  private func generator(_ name: String = #function) -> SeededGenerator {
    SeededGenerator(
      seed: SeededGenerator.seed(for: name, replaying: ProcessInfo.processInfo.environment))
  }

  /// The remainder of a decimal string by a small prime, digit by digit; from 0 to the prime.
  private func remainder(_ text: String, by prime: Int) -> Int {
    let digits = text.drop { $0 == "-" }
    let rest = digits.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % prime }
    return text.hasPrefix("-") ? (prime - rest) % prime : rest
  }

  private let primes = [2_147_483_647, 1_000_003, 998_244_353, 7, 11]

  private func randomInteger(_ random: inout SeededGenerator) -> String {
    let special = [
      "0", "-1", "999999999", "1000000000", "-9223372036854775808", "9223372036854775807",
    ]
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return special[Int.random(in: 0..<special.count, using: &random)]
    case 1: return "1" + String(repeating: "0", count: Int.random(in: 1...60, using: &random))
    case 2: return String(repeating: "9", count: Int.random(in: 1...60, using: &random))
    default:
      let length = Int.random(in: 1...70, using: &random)
      return (Bool.random(using: &random) ? "-" : "") + random.digits(length)
    }
  }

  @Test("sums, differences and products of integers agree with their remainders by primes")
  func integerArithmetic() throws {
    var random = generator()
    for _ in 0..<5_000 {
      let (leftText, rightText) = (randomInteger(&random), randomInteger(&random))
      let left = try #require(XSDInteger(leftText))
      let right = try #require(XSDInteger(rightText))
      let sum = (left + right).canonicalForm
      let difference = (left - right).canonicalForm
      let product = (left * right).canonicalForm
      for prime in primes {
        let (a, b) = (remainder(leftText, by: prime), remainder(rightText, by: prime))
        #expect(remainder(sum, by: prime) == (a + b) % prime, "\(leftText) + \(rightText)")
        #expect(
          remainder(difference, by: prime) == (a - b + prime) % prime, "\(leftText) - \(rightText)")
        #expect(remainder(product, by: prime) == a * b % prime, "\(leftText) * \(rightText)")
      }
      #expect((left < right) == (left - right).isNegative)
      #expect((left == right) == (left - right).isZero)
      #expect(left.big.int128.map { XSDInteger($0) } ?? left == left)
    }
  }

  @Test("long division leaves quotient times divisor plus a remainder that is smaller")
  func longDivision() throws {
    var random = generator()
    for round in 0..<5_000 {
      let dividend = try #require(XSDInteger(randomInteger(&random))).big
      var divisor = try #require(XSDInteger(randomInteger(&random))).big
      if divisor.isZero { continue }
      if round % 4 == 0 {
        // Limbs of nothing but nines and zeros are where guesses go wrong.
        let limbs = (0..<3).map { _ in
          UInt32([0, 1, 999_999_999].randomElement(using: &random) ?? 0)
        }
        divisor = BigInteger(isNegative: false, limbs: limbs + [500_000_000])
      }
      let (quotient, rest) = dividend.dividedWithRemainder(by: divisor)
      #expect(quotient * divisor + rest == dividend)
      #expect(BigInteger.compareMagnitudes(rest.limbs, divisor.limbs) < 0)
      #expect(rest.isZero || rest.isNegative == dividend.isNegative)
    }
  }

  @Test("a divisor whose guess is one too high is put back")
  func divisionAddsBack() {
    // Top limbs that make the two-limb guess succeed and the whole product too large.
    let divisor = BigInteger(isNegative: false, limbs: [999_999_999, 0, 500_000_000])
    for top in UInt32(499_999_990)...499_999_999 {
      let dividend = BigInteger(isNegative: false, limbs: [0, 0, 999_999_999, top])
      let (quotient, rest) = dividend.dividedWithRemainder(by: divisor)
      #expect(quotient * divisor + rest == dividend)
      #expect(!rest.isNegative && rest < divisor)
    }
  }

  @Test("decimals on the fast path agree with 128-bit integers, and across it with themselves")
  func decimalArithmetic() throws {
    var random = generator()
    for _ in 0..<5_000 {
      let scale = Int.random(in: 0...8, using: &random)
      let left = Int128(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
      let right = Int128(Int64.random(in: -1_000_000_000...1_000_000_000, using: &random))
      let a = XSDDecimal(coefficient: left, scale: scale)
      let b = XSDDecimal(coefficient: right, scale: scale)
      #expect(a + b == XSDDecimal(coefficient: left + right, scale: scale))
      #expect(a - b == XSDDecimal(coefficient: left - right, scale: scale))
      #expect(a * b == XSDDecimal(coefficient: left * right, scale: 2 * scale))
      #expect((a < b) == (left < right))
      #expect(XSDDecimal(a.canonicalForm) == a)
      // The same by the big path: shift both by so many digits that 128 bits overflow.
      let shift = XSDDecimal(XSDInteger(BigInteger(1).scaledUp(byPowerOfTen: 30)))
      #expect((a * shift) * (b * shift) == (a * b) * (shift * shift))
      #expect(a * shift + b * shift == (a + b) * shift)
      #expect((a * shift < b * shift) == (a < b))
    }
  }

  @Test("quotients are within half of the last digit, and never nearer to another")
  func decimalDivision() throws {
    var random = generator()
    for _ in 0..<3_000 {
      let a = try #require(XSDDecimal(randomDecimal(&random)))
      let b = try #require(XSDDecimal(randomDecimal(&random)))
      guard let quotient = a.divided(by: b) else {
        #expect(b.isZero)
        continue
      }
      let error = (quotient * b - a).magnitude
      if error.isZero { continue }
      // 18 significant digits are right to half a unit of the last, so to a part in 10^17.
      let part = XSDDecimal(XSDInteger(BigInteger(1).scaledUp(byPowerOfTen: 17)))
      #expect(error * part <= a.magnitude, "\(a) / \(b)")
      // And so are 18 fraction digits.
      let digits = max(18, quotient.fractionDigitCount)
      let unit = XSDDecimal(XSDInteger(BigInteger(1).scaledUp(byPowerOfTen: digits)))
      #expect(error * unit * XSDDecimal(2) <= b.magnitude, "\(a) / \(b)")
    }
  }

  private func randomDecimal(_ random: inout SeededGenerator) -> String {
    let sign = Bool.random(using: &random) ? "-" : ""
    let whole = random.digits(Int.random(in: 1...30, using: &random))
    if Int.random(in: 0..<3, using: &random) == 0 { return sign + whole }
    let zeros = String(repeating: "0", count: Int.random(in: 0...12, using: &random))
    return sign + (Bool.random(using: &random) ? "0" : whole) + "." + zeros
      + random.digits(Int.random(in: 1...12, using: &random))
  }

  @Test("doubles and floats are the C library's, and their canonical forms read back")
  func floatingPoint() throws {
    var random = generator()
    for round in 0..<10_000 {
      let mantissa = random.digits(Int.random(in: 1...(round % 3 == 0 ? 30 : 16), using: &random))
      let point = Int.random(in: 0...mantissa.count, using: &random)
      let exponent = Int.random(in: round % 2 == 0 ? -30...30 : -340...320, using: &random)
      var text = (Bool.random(using: &random) ? "-" : "") + mantissa.prefix(point) + "."
      text += mantissa.dropFirst(point) + "e\(exponent)"
      #expect(XSDFloatingPoint.parseDouble(text) == strtod(text, nil), "\(text)")
      #expect(XSDFloatingPoint.parseFloat(text) == strtof(text, nil), "\(text)")
    }
    for _ in 0..<4_000 {
      let double = Double(bitPattern: random.next())
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if !double.isNaN {
        let form = XSDFloatingPoint.canonicalForm(double)
        #expect(XSDFloatingPoint.parseDouble(form)?.bitPattern == double.bitPattern, "\(form)")
        #expect(
          form.contains(/^-?([1-9]\.(0|[0-9]*[1-9])E-?(0|[1-9][0-9]*)|0\.0E0|INF)$/), "\(form)")
      }
      if !float.isNaN {
        let form = XSDFloatingPoint.canonicalForm(float)
        #expect(XSDFloatingPoint.parseFloat(form)?.bitPattern == float.bitPattern, "\(form)")
      }
    }
  }
}
