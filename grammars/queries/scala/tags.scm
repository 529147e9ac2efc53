; Node names: node-types.json of tree-sitter-scala.

(comment) @lead
(block_comment) @lead

(class_definition name: (_) @name body: (_)? @body) @definition.class
(object_definition name: (_) @name body: (_)? @body) @definition.module
(trait_definition name: (_) @name body: (_)? @body) @definition.interface
(enum_definition name: (_) @name body: (_) @body) @definition.enum
(simple_enum_case name: (_) @name) @definition.constant
(full_enum_case name: (_) @name) @definition.constant
(template_body (function_definition name: (_) @name body: (_) @body) @definition.method)
(function_definition name: (_) @name body: (_) @body) @definition.function
(function_declaration name: (_) @name) @definition.method
(type_definition name: (_) @name) @definition.type
(template_body (val_definition pattern: (identifier) @name) @definition.field)
(template_body (var_definition pattern: (identifier) @name) @definition.field)
(compilation_unit (val_definition pattern: (identifier) @name) @definition.variable)
(given_definition name: (_) @name) @definition.variable
(class_parameter name: (_) @name) @definition.field

(call_expression function: (identifier) @reference.call)
(call_expression function: (field_expression field: (_) @reference.call))
(call_expression function: (generic_function function: (identifier) @reference.call))
(instance_expression (type_identifier) @reference.type)
(extends_clause type: (type_identifier) @reference.type)
(parameter type: (type_identifier) @reference.type)
(class_parameter type: (type_identifier) @reference.type)
(generic_type type: (type_identifier) @reference.type)
(type_arguments (type_identifier) @reference.type)
(function_definition return_type: (type_identifier) @reference.type)
(val_definition type: (type_identifier) @reference.type)
(annotation name: (_) @reference.type)

; The grammar has no node for the whole path, so a match for each part widens it.
((import_declaration (identifier) @import.module) @import (#set! member "."))
(import_declaration (namespace_wildcard) @import.all) @import
(import_declaration (namespace_selectors (identifier) @import.name)) @import
(import_declaration
  (namespace_selectors [
    (arrow_renamed_identifier name: (_) @import.name alias: (_) @import.alias)
    (as_renamed_identifier name: (_) @import.name alias: (_) @import.alias)
  ])) @import

(call_expression
  function: (call_expression function: (identifier) @_test arguments: (arguments . (string) @name))
  arguments: (block)
  (#any-of? @_test "test" "it" "describe")) @test
