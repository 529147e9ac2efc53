; The shape of functions. Members are private unless they say otherwise, types are not.

(method_declaration returns: (_) @returns name: (_) @name parameters: (_) @parameters body: (_)? @body) @function
(local_function_statement type: (_) @returns name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(constructor_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(lambda_expression) @function
(anonymous_method_expression) @function

(parameter_list (parameter type: (_) @type name: (_) @name) @parameter) @parameters
(parameter_list (parameter name: (_) . "=" . (_) @default) @parameter) @parameters
((parameter_list type: (_) @type name: (_) @parameter @name) @parameters (#set! rest))

((_ (modifier) @_word name: (_) @mark.static) (#eq? @_word "static"))
((_ (modifier) @_word name: (_) @mark.async) (#eq? @_word "async"))
((method_declaration (modifier) @_word name: (_) @mark.exported) (#any-of? @_word "public" "internal"))
((constructor_declaration (modifier) @_word name: (_) @mark.exported) (#any-of? @_word "public" "internal"))
(interface_declaration body: (declaration_list (method_declaration name: (_) @mark.exported)))
(class_declaration name: (_) @mark.exported)
(struct_declaration name: (_) @mark.exported)
(record_declaration name: (_) @mark.exported)
(interface_declaration name: (_) @mark.exported)
(enum_declaration name: (_) @mark.exported)
(namespace_declaration name: (_) @mark.exported)
((_ (modifier) @_word name: (_) @mark.hidden) (#eq? @_word "private"))

((comment) @documentation (#match? @documentation "^(///|/\\*\\*)"))

(if_statement condition: (_) @condition consequence: (_) @branch.when)
((if_statement alternative: (_) @branch.otherwise) (#not-match? @branch.otherwise "^if\\b"))
(switch_section "default") @branch.otherwise
(switch_statement
  value: (_) @subject
  body: (switch_body (switch_section . (_) @condition . (when_clause)? @condition) @branch.case))
((switch_section "case" . (_) .) @branch.case (#set! through))
(switch_expression_arm . (discard)) @branch.otherwise
(switch_expression . (_) @subject
  (switch_expression_arm . (_) @condition . (when_clause)? @condition) @branch.case)
(catch_clause (catch_declaration type: (_) @condition)) @branch.catch
(catch_clause) @branch.catch

(return_statement) @exit.return
(return_statement (_) @text) @exit.return
([(throw_statement) (throw_expression)] @exit.throw)
([(throw_statement (_) @text) (throw_expression (_) @text)] @exit.throw)
([
  (throw_statement (object_creation_expression type: (_) @error))
  (throw_expression (object_creation_expression type: (_) @error))
] @exit.throw)
([
  (throw_statement (object_creation_expression arguments: (argument_list . (argument . (string_literal) @message))))
  (throw_expression (object_creation_expression arguments: (argument_list . (argument . (string_literal) @message))))
] @exit.throw)
(yield_statement (_)) @value

(method_declaration body: (arrow_expression_clause (_) @tail)) @of
(local_function_statement body: (arrow_expression_clause (_) @tail)) @of
(switch_expression (switch_expression_arm (_) @tail .)) @of
