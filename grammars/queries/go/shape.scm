; The shape of functions. `if err != nil` is no way of its own: it passes on what failed elsewhere.

(function_declaration name: (_) @name parameters: (_) @parameters body: (_)? @body) @function
(method_declaration name: (_) @name parameters: (_) @parameters body: (_)? @body) @function
(method_elem name: (_) @name parameters: (_) @parameters) @function
(func_literal) @function
([
  (function_declaration result: (_) @returns)
  (method_declaration result: (_) @returns)
  (method_elem result: (_) @returns)
] @function)
(method_declaration receiver: (parameter_list (parameter_declaration type: [
  (type_identifier) @receiver
  (generic_type type: (_) @receiver)
  (pointer_type (type_identifier) @receiver)
  (pointer_type (generic_type type: (_) @receiver))
]))) @function

(parameter_list (parameter_declaration name: (identifier) @parameter @name type: (_) @type)) @parameters
(parameter_list (parameter_declaration !name type: (_) @type) @parameter) @parameters
((parameter_list (variadic_parameter_declaration name: (identifier)? @name type: (_) @type) @parameter) @parameters
  (#set! rest))

((function_declaration name: (_) @mark.exported) (#match? @mark.exported "^[A-Z]"))
((method_declaration name: (_) @mark.exported) (#match? @mark.exported "^[A-Z]"))
((method_elem name: (_) @mark.exported) (#match? @mark.exported "^[A-Z]"))
((type_spec name: (_) @mark.exported) (#match? @mark.exported "^[A-Z]"))

((comment) @documentation (#not-match? @documentation "^//(go:|nolint|line )"))

((if_statement condition: (_) @_condition consequence: (_) @branch.passing)
  (#match? @_condition "^\\w*[eE]rr\\s*!=\\s*nil$"))
(if_statement condition: (_) @condition consequence: (_) @branch.when)
(if_statement alternative: (block) @branch.otherwise)
(expression_switch_statement value: (_) @subject (expression_case value: (_) @condition) @branch.case)
(expression_switch_statement !value (expression_case value: (_) @condition) @branch.when)
((expression_case (statement_list (fallthrough_statement) .)) @branch.case (#set! through))
(type_switch_statement value: (_) @subject (type_case [
  (type_identifier) (qualified_type) (generic_type) (pointer_type) (slice_type) (array_type) (map_type)
  (channel_type) (function_type) (interface_type) (struct_type)
] @condition) @branch.case)
(communication_case communication: (_) @condition) @branch.case
(default_case) @branch.otherwise

((return_statement (expression_list (call_expression
    function: (selector_expression) @_make
    arguments: (argument_list . (_) @message)) .) @text) @exit.throw
  (#any-of? @_make "errors.New" "errors.Errorf" "fmt.Errorf"))
(return_statement) @exit.return
(return_statement (_) @text) @exit.return
((expression_statement (call_expression function: (identifier) @_panic arguments: (argument_list . (_) @message)) @text)
  @exit.throw
  (#eq? @_panic "panic"))
