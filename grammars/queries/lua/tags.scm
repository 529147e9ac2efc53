; Node names: node-types.json of tree-sitter-lua.

(comment) @lead

(function_declaration name: (identifier) @name body: (_)? @body) @definition.function
(function_declaration name: (dot_index_expression field: (_) @name) body: (_)? @body) @definition.function
(function_declaration name: (method_index_expression method: (_) @name) body: (_)? @body) @definition.method
(assignment_statement
  (variable_list . name: [(identifier) @name (dot_index_expression field: (_) @name)])
  (expression_list . value: (function_definition body: (_)? @body))) @definition.function
(field name: (identifier) @name value: (function_definition body: (_)? @body)) @definition.method
(chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @definition.variable)
(chunk (assignment_statement (variable_list name: (identifier) @name)) @definition.variable)

(function_call name: (identifier) @reference.call)
(function_call name: (dot_index_expression field: (_) @reference.call))
(function_call name: (method_index_expression method: (_) @reference.call))

(variable_declaration
  (assignment_statement
    (variable_list . name: (identifier) @import.namespace)
    (expression_list
      . value: (function_call name: (identifier) @_require arguments: (arguments . (string) @import.module))))
  (#eq? @_require "require")) @import
((function_call name: (identifier) @_require arguments: (arguments . (string) @import.module)) @import
  (#any-of? @_require "require" "dofile" "loadfile"))

(function_call
  name: (identifier) @_test
  arguments: (arguments . (string) @name . (function_definition))
  (#any-of? @_test "it" "describe" "context" "test")) @test
