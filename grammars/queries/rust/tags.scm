; Node names: node-types.json of tree-sitter-rust.

(line_comment) @lead
(block_comment) @lead
(attribute_item) @lead

(impl_item body: (declaration_list (function_item name: (_) @name body: (_) @body) @definition.method))
(trait_item body: (declaration_list (function_item name: (_) @name body: (_) @body) @definition.method))
(function_item name: (_) @name body: (_) @body) @definition.function
(function_signature_item name: (_) @name) @definition.method
(struct_item name: (_) @name body: (_)? @body) @definition.class
(union_item name: (_) @name body: (_) @body) @definition.class
(enum_item name: (_) @name body: (_) @body) @definition.enum
(trait_item name: (_) @name body: (_) @body) @definition.interface
(impl_item type: (type_identifier) @name body: (_) @body) @definition.implementation
(impl_item type: (generic_type type: (_) @name) body: (_) @body) @definition.implementation
(impl_item type: (_) @name body: (_) @body) @definition.implementation
(mod_item name: (_) @name body: (_) @body) @definition.module
(type_item name: (_) @name) @definition.type
(associated_type name: (_) @name) @definition.type
(const_item name: (_) @name) @definition.constant
(static_item name: (_) @name) @definition.variable
(enum_variant name: (_) @name) @definition.constant
(field_declaration name: (_) @name) @definition.field
(macro_definition name: (_) @name) @definition.macro

(call_expression function: (identifier) @reference.call)
(call_expression function: (scoped_identifier name: (_) @reference.call))
(call_expression function: (field_expression field: (_) @reference.call))
(call_expression function: (generic_function function: (_) @reference.call))
(macro_invocation macro: (identifier) @reference.call)
(scoped_identifier path: (identifier) @reference.type)
(struct_expression name: (type_identifier) @reference.type)
(impl_item trait: (type_identifier) @reference.type)
(impl_item trait: (generic_type type: (_) @reference.type))
(impl_item trait: (scoped_type_identifier name: (_) @reference.type))
(parameter type: (type_identifier) @reference.type)
(parameter type: (_ (type_identifier) @reference.type))
(field_declaration type: (type_identifier) @reference.type)
(field_declaration type: (_ (type_identifier) @reference.type))
(function_item return_type: (type_identifier) @reference.type)
(function_item return_type: (_ (type_identifier) @reference.type))
(type_arguments (type_identifier) @reference.type)
(trait_bounds (type_identifier) @reference.type)

(use_declaration
  argument: (scoped_identifier path: (_) @import.module name: (_) @import.name)) @import
(use_declaration
  argument: (use_as_clause
    path: (scoped_identifier path: (_) @import.module name: (_) @import.name)
    alias: (_) @import.alias)) @import
(use_declaration argument: (use_as_clause path: (identifier) @import.module alias: (_) @import.namespace)) @import
(use_declaration argument: (use_wildcard (_) @import.module) @import.all) @import
((scoped_use_list path: (_) @import.module) @import (#set! separator "::"))
((scoped_use_list path: (_) @import.module list: (use_list (identifier) @import.name)) @import
  (#set! separator "::"))
((scoped_use_list
  path: (_) @import.module
  list: (use_list (use_as_clause path: (_) @import.name alias: (_) @import.alias))) @import
  (#set! separator "::"))
((scoped_use_list path: (_) @import.module list: (use_list (self))) @import
  (#set! separator "::") (#set! binds "last"))
((scoped_use_list
  list: (use_list (scoped_identifier path: (_) @import.module name: (_) @import.name) @import))
  (#set! separator "::"))
((use_list (use_wildcard (_) @import.module) @import @import.all) (#set! separator "::"))
((extern_crate_declaration name: (_) @import.module !alias) @import (#set! binds "last"))
((mod_item name: (_) @import.module !body) @import (#set! binds "last"))

((attribute_item (attribute [(identifier) @_attribute (scoped_identifier name: (identifier) @_attribute)]))
  . (function_item name: (_) @name) @test
  (#any-of? @_attribute "test" "bench" "rstest"))
