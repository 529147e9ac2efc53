; The shape of functions.

(function_definition name: (_) @name parameters: (_) @parameters return_type: (_)? @returns body: (_) @body) @function
(method_declaration name: (_) @name parameters: (_) @parameters return_type: (_)? @returns body: (_)? @body) @function
(anonymous_function) @function
(arrow_function) @function

(formal_parameters (simple_parameter
  type: (_)? @type
  name: (_) @name
  default_value: (_)? @default) @parameter) @parameters
(formal_parameters (property_promotion_parameter
  type: (_)? @type
  name: (_) @name
  default_value: (_)? @default) @parameter) @parameters
((formal_parameters (variadic_parameter type: (_)? @type name: (_) @name) @parameter) @parameters (#set! rest))

(method_declaration (static_modifier) name: (_) @mark.static)
(function_definition name: (_) @mark.exported)
(method_declaration name: (_) @mark.exported)
(class_declaration name: (_) @mark.exported)
(interface_declaration name: (_) @mark.exported)
(trait_declaration name: (_) @mark.exported)
(enum_declaration name: (_) @mark.exported)
((method_declaration (visibility_modifier) @_visibility name: (_) @mark.hidden)
  (#any-of? @_visibility "private" "protected"))

((comment) @documentation (#match? @documentation "^/\\*\\*"))

(if_statement condition: (parenthesized_expression (_) @condition) body: (_) @branch.when)
(else_if_clause condition: (parenthesized_expression (_) @condition) body: (_) @branch.when)
((else_clause body: (_) @branch.otherwise) (#not-match? @branch.otherwise "^if\\b"))
(switch_statement
  condition: (parenthesized_expression (_) @subject)
  body: (switch_block (case_statement value: (_) @condition) @branch.case))
((case_statement value: (_) .) @branch.case (#set! through))
(default_statement) @branch.otherwise
(match_expression
  condition: (parenthesized_expression (_) @subject)
  body: (match_block (match_conditional_expression conditional_expressions: (_) @condition) @branch.case))
(match_default_expression) @branch.otherwise
(catch_clause type: (_) @condition) @branch.catch

(return_statement) @exit.return
(return_statement (_) @text) @exit.return
(throw_expression (_) @text) @exit.throw
(throw_expression (object_creation_expression [(name) (qualified_name)] @error)) @exit.throw
(throw_expression (object_creation_expression
  (arguments . (argument . [(string) (encapsed_string)] @message)))) @exit.throw
(yield_expression (_)) @value

(match_expression body: (match_block (match_conditional_expression return_expression: (_) @tail))) @of
(match_expression body: (match_block (match_default_expression return_expression: (_) @tail))) @of
