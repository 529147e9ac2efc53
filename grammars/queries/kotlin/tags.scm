; Node names: node-types.json of tree-sitter-kotlin.

(line_comment) @lead
(block_comment) @lead

(class_declaration "interface" name: (_) @name (class_body)? @body) @definition.interface
(class_declaration name: (_) @name (enum_class_body) @body) @definition.enum
(class_declaration name: (_) @name (class_body)? @body) @definition.class
(object_declaration name: (_) @name (class_body)? @body) @definition.class
(class_body (function_declaration name: (_) @name (function_body)? @body) @definition.method)
(function_declaration name: (_) @name (function_body)? @body) @definition.function
(enum_entry . (identifier) @name) @definition.constant
(type_alias type: (identifier) @name) @definition.type
(class_body (property_declaration (variable_declaration . (identifier) @name)) @definition.field)
(class_parameter (identifier) @name) @definition.field
(source_file (property_declaration (variable_declaration . (identifier) @name)) @definition.variable)

(call_expression . (identifier) @reference.call)
(call_expression . (navigation_expression (identifier) @reference.call .))
(user_type (identifier) @reference.type)

((import (qualified_identifier) @import.module) @import (#set! member "."))
((import (qualified_identifier) @import.module (identifier) @import.alias) @import (#set! member "."))
((import (qualified_identifier) @import.module) @import @import.all (#match? @import "\\*$"))

(function_declaration
  (modifiers (annotation (user_type (identifier) @_test)))
  name: (_) @name
  (#any-of? @_test "Test" "ParameterizedTest")) @test
