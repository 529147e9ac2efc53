; Node names: node-types.json of tree-sitter-go.

(comment) @lead

(function_declaration name: (_) @name body: (_) @body) @definition.function
(method_declaration name: (_) @name body: (_) @body) @definition.method
(type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @definition.class
(type_spec name: (_) @name type: (interface_type)) @definition.interface
(type_spec name: (_) @name) @definition.type
(type_alias name: (_) @name) @definition.type
(field_declaration name: (_) @name) @definition.field
(method_elem name: (_) @name) @definition.method
(source_file (const_declaration (const_spec name: (identifier) @name) @definition.constant))
(source_file (var_declaration (var_spec name: (identifier) @name) @definition.variable))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @name) @definition.variable)))

(call_expression function: (identifier) @reference.call)
(call_expression function: (selector_expression field: (_) @reference.call))
(composite_literal type: (type_identifier) @reference.type)
(qualified_type name: (_) @reference.type)
(parameter_declaration type: (type_identifier) @reference.type)
(parameter_declaration type: (_ (type_identifier) @reference.type))
(field_declaration type: (type_identifier) @reference.type)
(field_declaration type: (_ (type_identifier) @reference.type))
(var_spec type: (type_identifier) @reference.type)
(function_declaration result: (type_identifier) @reference.type)
(function_declaration result: (_ (type_identifier) @reference.type))
(method_declaration result: (type_identifier) @reference.type)
(method_declaration result: (_ (type_identifier) @reference.type))
(type_elem (type_identifier) @reference.type)

(import_spec name: [(package_identifier) (blank_identifier)] @import.namespace path: (_) @import.module) @import
(import_spec name: (dot) @import.all path: (_) @import.module) @import
((import_spec !name path: (_) @import.module) @import (#set! binds "last"))

((function_declaration name: (identifier) @name) @test (#match? @name "^(Test|Benchmark|Fuzz|Example)"))
(call_expression
  function: (selector_expression field: (field_identifier) @_run)
  arguments: (argument_list . (interpreted_string_literal) @name . (func_literal))
  (#eq? @_run "Run")) @test
