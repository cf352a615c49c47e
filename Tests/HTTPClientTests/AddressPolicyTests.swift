import Testing

@testable import HTTPClient

@Suite("addresses that may be connected to")
struct AddressPolicyTests {
  @Test(
    "addresses that are not of the public internet are refused",
    arguments: [
      "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
      "127.0.0.1", "127.255.0.3", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
      "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
      "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
      "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
      "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808",
      "100::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "2001::1",
      "2001:0:808:808::1", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::",
      "2002:808:808::1", "3fff::1", "4000::1", "5f00::1",
    ])
  func refused(_ text: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(!address.isPublic)
    #expect(!AddressPolicy.publicOnly.allows(address))
    #expect(AddressPolicy.any.allows(address))
  }

  @Test(
    "public addresses are allowed, those next to private ones too",
    arguments: [
      "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
      "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
      "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
      "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::808:808", "2001:200::1", "2001:4860::1",
      "2003::1", "2a00:1450::1", "3ffe::1",
    ])
  func allowed(_ text: String) throws {
    #expect(AddressPolicy.publicOnly.allows(try #require(NetworkAddress(text))))
  }

  @Test("ranges are allowed beside the public ones, in mapped form too")
  func ranges() throws {
    let policy = AddressPolicy(alsoAllowing: [
      try #require(AddressRange("10.1.0.0/16")), try #require(AddressRange("fd00::7")),
    ])
    for (text, isAllowed) in [
      ("10.1.255.255", true), ("10.2.0.0", false), ("::ffff:10.1.0.1", true), ("fd00::7", true),
      ("fd00::8", false), ("8.8.8.8", true), ("127.0.0.1", false),
    ] {
      #expect(policy.allows(try #require(NetworkAddress(text))) == isAllowed, "\(text)")
    }
  }

  @Test("ranges compare bit by bit, and texts that are none are refused")
  func rangeBits() throws {
    let range = try #require(AddressRange("172.16.0.0/12"))
    #expect(range.contains(try #require(NetworkAddress("172.31.0.0"))))
    #expect(!range.contains(try #require(NetworkAddress("172.32.0.0"))))
    #expect(!range.contains(try #require(NetworkAddress("::ffff:172.16.0.1"))))
    let all = try #require(AddressRange("0.0.0.0/0"))
    #expect(all.contains(try #require(NetworkAddress("255.1.2.3"))))
    for text in [
      "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "a/8", "::/129", "1/2/3",
    ] {
      #expect(AddressRange(text) == nil, "\(text)")
    }
    #expect(NetworkAddress(bytes: [1, 2, 3]) == nil)
    #expect(NetworkAddress("2001:DB8:0:0::1")?.description == "2001:db8::1")
  }
}
