; What TypeScript adds. Node names: node-types.json of tree-sitter-typescript.

(abstract_class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(type_alias_declaration name: (_) @name) @definition.type
(internal_module name: (_) @name body: (_) @body) @definition.module
(module name: (_) @name body: (_) @body) @definition.module
(function_signature name: (_) @name) @definition.function
(method_signature name: (_) @name) @definition.method
(abstract_method_signature name: (_) @name) @definition.method
(interface_body (property_signature name: (_) @name) @definition.field)
(type_alias_declaration value: (object_type (property_signature name: (_) @name) @definition.field))
(public_field_definition name: (_) @name value: (arrow_function body: (_) @body)) @definition.method
(public_field_definition name: (_) @name) @definition.field
(enum_body (property_identifier) @name @definition.constant)
(enum_assignment name: (_) @name) @definition.constant
(ambient_declaration (lexical_declaration (variable_declarator name: (identifier) @name) @definition.variable))
(ambient_declaration (variable_declaration (variable_declarator name: (identifier) @name) @definition.variable))

(type_annotation (type_identifier) @reference.type)
(type_annotation (_ (type_identifier) @reference.type))
(generic_type name: (_) @reference.type)
(type_arguments (type_identifier) @reference.type)
(union_type (type_identifier) @reference.type)
(intersection_type (type_identifier) @reference.type)
(type_alias_declaration value: (type_identifier) @reference.type)
(array_type (type_identifier) @reference.type)
(extends_clause value: (identifier) @reference.type)
(implements_clause (type_identifier) @reference.type)
(extends_type_clause (type_identifier) @reference.type)
(constraint (type_identifier) @reference.type)
(as_expression (type_identifier) @reference.type)
(satisfies_expression (type_identifier) @reference.type)

(import_statement (import_require_clause (identifier) @import.namespace source: (string) @import.module)) @import
