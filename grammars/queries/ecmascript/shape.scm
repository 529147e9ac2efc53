; The shape of functions in what JavaScript and TypeScript have in common.

(function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(generator_function_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(method_definition name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(function_expression parameters: (_) @parameters body: (_) @body) @function
(generator_function parameters: (_) @parameters body: (_) @body) @function
(arrow_function parameters: (_) @parameters body: (_) @body) @function
(arrow_function parameter: (_) @parameters body: (_) @body) @function
(variable_declarator
  name: (identifier) @name
  value: [(arrow_function) (function_expression) (generator_function)] @function)
(assignment_expression
  left: (member_expression property: (property_identifier) @name)
  right: [(arrow_function) (function_expression) (generator_function)] @function)
(pair
  key: (property_identifier) @name
  value: [(arrow_function) (function_expression) (generator_function)] @function)

(arrow_function parameter: (identifier) @parameters @parameter @name)

(function_declaration "async" name: (_) @mark.async)
(generator_function_declaration "async" name: (_) @mark.async)
(method_definition "async" name: (_) @mark.async)
(variable_declarator name: (_) @mark.async value: [(arrow_function "async") (function_expression "async")])
(assignment_expression
  left: (member_expression property: (_) @mark.async)
  right: [(arrow_function "async") (function_expression "async")])
(pair key: (_) @mark.async value: [(arrow_function "async") (function_expression "async")])
(method_definition "static" name: (_) @mark.static)
(method_definition ["get" "set"] name: (_) @mark.accessor)

(export_statement declaration: (_ name: (_) @mark.exported))
(export_statement declaration: (_ (variable_declarator name: (identifier) @mark.exported)))
(export_statement value: (_ name: (identifier) @mark.exported))
(export_statement value: (identifier) @mark.exportedName)
(export_statement !source (export_clause (export_specifier name: (_) @mark.exportedName)))
(class_body (method_definition name: (_) @mark.exported))
(class_body (method_definition name: (private_property_identifier) @mark.hidden))
(object (method_definition name: (_) @mark.exported))
(pair key: (_) @mark.exported)
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (identifier) @mark.exportedName
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object (shorthand_property_identifier) @mark.exportedName)
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object (pair value: (identifier) @mark.exportedName))
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (_) @_exports property: (_) @mark.exported)
  right: [(arrow_function) (function_expression) (generator_function)]
  (#any-of? @_exports "exports" "module.exports"))
(assignment_expression
  left: (member_expression object: (_) @_exports)
  right: (identifier) @mark.exportedName
  (#any-of? @_exports "exports" "module.exports"))

((comment) @documentation (#match? @documentation "^/\\*\\*"))

(if_statement condition: (parenthesized_expression (_) @condition) consequence: (_) @branch.when)
((if_statement alternative: (else_clause (_) @branch.otherwise)) (#not-match? @branch.otherwise "^if\\b"))
(switch_statement
  value: (parenthesized_expression (_) @subject)
  body: (switch_body (switch_case value: (_) @condition) @branch.case))
((switch_case !body) @branch.case (#set! through))
(switch_default) @branch.otherwise
(catch_clause) @branch.catch

(return_statement) @exit.return
(return_statement (_) @text) @exit.return
(throw_statement (_) @text) @exit.throw
(throw_statement (new_expression constructor: (_) @error)) @exit.throw
(throw_statement
  (new_expression constructor: (_) @error arguments: (arguments . [(string) (template_string)] @message))) @exit.throw
(throw_statement (call_expression function: (identifier) @error) (#match? @error "^[A-Z]\\w*Error$")) @exit.throw
(throw_statement
  (call_expression function: (identifier) @error arguments: (arguments . [(string) (template_string)] @message))
  (#match? @error "^[A-Z]\\w*Error$")) @exit.throw
(arrow_function body: (expression) @tail) @of
(yield_expression (_)) @value
