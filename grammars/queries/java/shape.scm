; The shape of functions. What is not private can be used by other files of the package.

(method_declaration
  type: (_) @returns
  name: (_) @name
  parameters: (_) @parameters
  body: (_)? @body) @function
(constructor_declaration name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(lambda_expression) @function

(formal_parameters (formal_parameter type: (_) @type name: (_) @name) @parameter) @parameters
((formal_parameters (spread_parameter (_) @type . (variable_declarator name: (_) @name)) @parameter) @parameters
  (#set! rest))

(_ (modifiers "static") name: (_) @mark.static)
(method_declaration name: (_) @mark.exported)
(constructor_declaration name: (_) @mark.exported)
(class_declaration name: (_) @mark.exported)
(interface_declaration name: (_) @mark.exported)
(enum_declaration name: (_) @mark.exported)
(record_declaration name: (_) @mark.exported)
(_ (modifiers "private") name: (_) @mark.hidden)

((block_comment) @documentation (#match? @documentation "^/\\*\\*"))

(if_statement condition: (parenthesized_expression (_) @condition) consequence: (_) @branch.when)
((if_statement alternative: (_) @branch.otherwise) (#not-match? @branch.otherwise "^if\\b"))
(switch_block_statement_group (switch_label "default")) @branch.otherwise
(switch_rule (switch_label "default")) @branch.otherwise
(switch_expression
  condition: (parenthesized_expression (_) @subject)
  body: (switch_block (switch_block_statement_group (switch_label (_) @condition)) @branch.case))
((switch_block_statement_group . (switch_label) .) @branch.case (#set! through))
(switch_expression
  condition: (parenthesized_expression (_) @subject)
  body: (switch_block (switch_rule (switch_label (_) @condition)) @branch.case))
(catch_clause (catch_formal_parameter (catch_type) @condition)) @branch.catch

(return_statement) @exit.return
(return_statement (_) @text) @exit.return
(throw_statement (_) @text) @exit.throw
(throw_statement (object_creation_expression type: (_) @error)) @exit.throw
(throw_statement (object_creation_expression arguments: (argument_list . (string_literal) @message))) @exit.throw

(switch_expression body: (switch_block (switch_rule (expression_statement (_) @tail)))) @of
(switch_expression body: (switch_block (switch_rule (throw_statement) @tail))) @of
(switch_expression body: (switch_block (switch_rule (block (yield_statement (_) @tail))))) @of
