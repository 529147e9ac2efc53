; Node names: node-types.json of tree-sitter-cpp; what C has is in the folder c.

(template_declaration parameters: (_) @lead)

(class_specifier name: (type_identifier) @name body: (_) @body) @definition.class
(class_specifier name: (template_type name: (_) @name) body: (_) @body) @definition.class
(namespace_definition name: (_) @name body: (_) @body) @definition.module
(alias_declaration name: (_) @name) @definition.type
(concept_definition name: (_) @name) @definition.type
(function_definition
  declarator: (function_declarator
    declarator: [
      (field_identifier) @name
      (destructor_name) @name
      (operator_name) @name
      (qualified_identifier name: (_) @name)
    ])
  body: (_) @body) @definition.method
(function_definition
  declarator: (_
    (function_declarator
      declarator: [
        (field_identifier) @name
        (operator_name) @name
        (qualified_identifier name: (_) @name)
      ]))
  body: (_) @body) @definition.method
(function_definition
  declarator: (reference_declarator (function_declarator declarator: (identifier) @name))
  body: (_) @body) @definition.function
(field_declaration declarator: (function_declarator declarator: (field_identifier) @name)) @definition.method
(field_declaration declarator: (_ (function_declarator declarator: (field_identifier) @name))) @definition.method
(field_declaration_list
  (declaration declarator: (function_declarator declarator: (_) @name)) @definition.method)
(namespace_definition
  body: (_ (declaration declarator: (init_declarator declarator: (identifier) @name)) @definition.variable))

(call_expression function: (qualified_identifier name: (identifier) @reference.call))
(call_expression function: (template_function name: (_) @reference.call))
(new_expression type: (type_identifier) @reference.type)
(template_type name: (_) @reference.type)
(base_class_clause (type_identifier) @reference.type)
(qualified_identifier scope: (namespace_identifier) @reference.type)

(function_definition
  declarator: (function_declarator
    declarator: (identifier) @_test
    parameters: (parameter_list . (_) . (_) @name .))
  (#any-of? @_test "TEST" "TEST_F" "TEST_P" "TYPED_TEST")) @test
(call_expression
  function: (identifier) @_test
  arguments: (argument_list . (string_literal) @name)
  (#any-of? @_test "TEST_CASE" "SCENARIO" "SECTION")) @test
