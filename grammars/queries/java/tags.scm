; Node names: node-types.json of tree-sitter-java.

(line_comment) @lead
(block_comment) @lead

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(annotation_type_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(record_declaration name: (_) @name body: (_) @body) @definition.class
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(constructor_declaration name: (_) @name body: (_) @body) @definition.constructor
(field_declaration declarator: (variable_declarator name: (_) @name)) @definition.field
(constant_declaration declarator: (variable_declarator name: (_) @name)) @definition.constant
(enum_constant name: (_) @name) @definition.constant

(method_invocation name: (_) @reference.call)
(method_reference (identifier) @reference.call .)
(object_creation_expression type: (type_identifier) @reference.type)
(generic_type (type_identifier) @reference.type)
(superclass (type_identifier) @reference.type)
(type_list (type_identifier) @reference.type)
(type_arguments (type_identifier) @reference.type)
(formal_parameter type: (type_identifier) @reference.type)
(field_declaration type: (type_identifier) @reference.type)
(local_variable_declaration type: (type_identifier) @reference.type)
(method_declaration type: (type_identifier) @reference.type)
(throws (type_identifier) @reference.type)
(catch_type (type_identifier) @reference.type)
(cast_expression type: (type_identifier) @reference.type)
(method_invocation object: (identifier) @reference.type (#match? @reference.type "^[A-Z]"))
(marker_annotation name: (identifier) @reference.type)
(annotation name: (identifier) @reference.type)

((import_declaration (scoped_identifier scope: (_) @import.module name: (_) @import.name) .) @import)
(import_declaration (scoped_identifier) @import.module (asterisk) @import.all) @import

(method_declaration
  (modifiers [(marker_annotation name: (identifier) @_test) (annotation name: (identifier) @_test)])
  name: (_) @name
  (#any-of? @_test "Test" "ParameterizedTest" "RepeatedTest" "TestFactory")) @test
