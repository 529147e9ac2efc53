; What TypeScript adds. A parameter named `this` is none.

(function_signature name: (_) @name parameters: (_) @parameters) @function
(method_signature name: (_) @name parameters: (_) @parameters) @function
(abstract_method_signature name: (_) @name parameters: (_) @parameters) @function
(public_field_definition name: (_) @name value: [(arrow_function) (function_expression)] @function)
([
  (function_declaration return_type: (_ (_) @returns))
  (generator_function_declaration return_type: (_ (_) @returns))
  (method_definition return_type: (_ (_) @returns))
  (function_expression return_type: (_ (_) @returns))
  (arrow_function return_type: (_ (_) @returns))
  (function_signature return_type: (_ (_) @returns))
  (method_signature return_type: (_ (_) @returns))
  (abstract_method_signature return_type: (_ (_) @returns))
] @function)

(formal_parameters (required_parameter
  pattern: (identifier) @name
  type: (type_annotation (_) @type)?
  value: (_)? @default) @parameter) @parameters
(formal_parameters (required_parameter
  pattern: [(object_pattern) (array_pattern)]
  type: (type_annotation (_) @type)?
  value: (_)? @default) @parameter) @parameters
((formal_parameters (optional_parameter
  pattern: (identifier)? @name
  type: (type_annotation (_) @type)?
  value: (_)? @default) @parameter) @parameters (#set! optional))
((formal_parameters (required_parameter
  pattern: (rest_pattern (identifier) @name)
  type: (type_annotation (_) @type)?) @parameter) @parameters (#set! rest))

(public_field_definition "static" name: (_) @mark.static)
(public_field_definition name: (_) @mark.async value: [(arrow_function "async") (function_expression "async")])
(method_signature ["get" "set"] name: (_) @mark.accessor)
(abstract_method_signature ["get" "set"] name: (_) @mark.accessor)
(class_body (public_field_definition name: (_) @mark.exported))
(class_body (abstract_method_signature name: (_) @mark.exported))
(class_body (method_signature name: (_) @mark.exported))
(interface_body (method_signature name: (_) @mark.exported))
(_ (accessibility_modifier) @_access name: (_) @mark.hidden (#any-of? @_access "private" "protected"))
(public_field_definition name: (private_property_identifier) @mark.hidden)
