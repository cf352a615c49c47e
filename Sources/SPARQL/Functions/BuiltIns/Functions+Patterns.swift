// REGEX and REPLACE (sections 17.4.3.14 and 17.4.3.15): fn:matches and fn:replace.

import RDF

extension Functions {
  static func regex(
    _ arguments: [ExpressionValue], _ context: FunctionContext
  ) -> ExpressionValue? {
    guard let text = StringArgument(arguments[0]),
      let expression = expression(arguments[1], arguments.dropFirst(2).first, context)
    else { return nil }
    return expression.matches(text.text).map { .boolean($0) }
  }

  static func replace(
    _ arguments: [ExpressionValue], _ context: FunctionContext
  ) -> ExpressionValue? {
    guard let text = StringArgument(arguments[0]),
      let replacement = StringArgument.simple(arguments[2]),
      let expression = expression(arguments[1], arguments.dropFirst(3).first, context)
    else { return nil }
    return expression.replacing(in: text.text, with: replacement).map { text.with($0) }
  }

  private static func expression(
    _ pattern: ExpressionValue, _ flags: ExpressionValue?, _ context: FunctionContext
  ) -> RegularExpression? {
    guard let pattern = StringArgument.simple(pattern) else { return nil }
    guard let flags else { return context.regularExpression(pattern) }
    guard let flags = StringArgument.simple(flags) else { return nil }
    return context.regularExpression(pattern, flags: flags)
  }
}
