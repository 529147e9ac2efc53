; Node names: node-types.json of tree-sitter-python.

(comment) @lead
(decorator) @lead

(class_definition name: (_) @name body: (_) @body) @definition.class
(class_definition body: (block (function_definition name: (_) @name body: (_) @body) @definition.method))
(class_definition
  body: (block (decorated_definition definition: (function_definition name: (_) @name body: (_) @body) @definition.method)))
(function_definition name: (_) @name body: (_) @body) @definition.function
(module (expression_statement (assignment left: (identifier) @name) @definition.variable))
(class_definition body: (block (expression_statement (assignment left: (identifier) @name) @definition.field)))
(type_alias_statement left: (type (identifier) @name)) @definition.type

(call function: (identifier) @reference.call)
(call function: (attribute attribute: (identifier) @reference.call))
(decorator (identifier) @reference.call)
(decorator (attribute attribute: (identifier) @reference.call))
(class_definition superclasses: (argument_list [
  (identifier) @reference.type
  (attribute attribute: (identifier) @reference.type)
]))
(type (identifier) @reference.type)
(type (attribute attribute: (identifier) @reference.type))
(type (generic_type (identifier) @reference.type))
(except_clause value: (identifier) @reference.type)

((import_statement name: (dotted_name) @import @import.module) (#set! binds "first"))
(import_statement name: (aliased_import name: (_) @import.module alias: (_) @import.namespace) @import)
(import_from_statement module_name: (_) @import.module name: (dotted_name) @import.name) @import
(import_from_statement
  module_name: (_) @import.module
  name: (aliased_import name: (_) @import.name alias: (_) @import.alias)) @import
(import_from_statement module_name: (_) @import.module (wildcard_import) @import.all) @import

((function_definition name: (identifier) @name) @test (#match? @name "^test"))
((class_definition name: (identifier) @name) @test (#match? @name "^Test"))
