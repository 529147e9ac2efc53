; Node names: node-types.json of tree-sitter-php.

(comment) @lead
(attribute_list) @lead

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(trait_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(function_definition name: (_) @name body: (_) @body) @definition.function
(method_declaration name: (_) @name body: (_)? @body) @definition.method
(property_declaration (property_element name: (variable_name (name) @name))) @definition.field
(property_promotion_parameter name: (variable_name (name) @name)) @definition.field
(const_declaration (const_element (name) @name)) @definition.constant
(enum_case name: (_) @name) @definition.constant

(function_call_expression function: (name) @reference.call)
(function_call_expression function: (qualified_name (name) @reference.call))
(member_call_expression name: (name) @reference.call)
(nullsafe_member_call_expression name: (name) @reference.call)
(scoped_call_expression name: (name) @reference.call)
(scoped_call_expression scope: (name) @reference.type)
(class_constant_access_expression . (name) @reference.type)
(object_creation_expression (name) @reference.type)
(named_type (name) @reference.type)
(base_clause (name) @reference.type)
(class_interface_clause (name) @reference.type)
(declaration_list (use_declaration (name) @reference.type))
(attribute (name) @reference.type)

(namespace_use_declaration
  (namespace_use_clause (qualified_name prefix: (_) @import.module (name) @import.name) alias: (_)? @import.alias)) @import
((namespace_use_declaration (namespace_use_clause (name) @import.module !alias)) @import (#set! binds "last"))
(namespace_use_declaration
  (namespace_name) @import.module
  body: (namespace_use_group
    (namespace_use_clause . [(name) (qualified_name)] @import.name alias: (_)? @import.alias))) @import
(require_once_expression (_) @import.module @import.all) @import
(require_expression (_) @import.module @import.all) @import
(include_expression (_) @import.module @import.all) @import
(include_once_expression (_) @import.module @import.all) @import

((method_declaration name: (name) @name) @test (#match? @name "^test"))
(method_declaration
  attributes: (attribute_list (attribute_group (attribute (name) @_test)))
  name: (name) @name
  (#eq? @_test "Test")) @test
(function_call_expression
  function: (name) @_test
  arguments: (arguments . (argument [(string) (encapsed_string)] @name) . (argument))
  (#any-of? @_test "it" "test" "describe")) @test
