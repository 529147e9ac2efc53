; Node names: node-types.json of tree-sitter-ruby.

(comment) @lead

(class name: (_) @name body: (_) @body) @definition.class
(class name: (_) @name) @definition.class
(module name: (_) @name body: (_) @body) @definition.module
(method name: (_) @name body: (_)? @body) @definition.method
(singleton_method name: (_) @name body: (_)? @body) @definition.method
(assignment left: (constant) @name) @definition.constant
(call
  method: (identifier) @_attribute
  arguments: (argument_list (simple_symbol) @name)
  (#any-of? @_attribute "attr_reader" "attr_writer" "attr_accessor" "has_many" "belongs_to" "has_one" "scope")) @definition.field

(call method: [(identifier) (constant)] @reference.call)
(call receiver: (constant) @reference.type)
(superclass (constant) @reference.type)
(superclass (scope_resolution name: (_) @reference.type))
(scope_resolution scope: (constant) @reference.type)
(exceptions (constant) @reference.type)

(call
  method: (identifier) @_require
  arguments: (argument_list . (string) @import.module @import.all .)
  (#any-of? @_require "require" "require_relative" "load" "autoload")) @import
(call
  method: (identifier) @_include
  arguments: (argument_list (constant) @import.module @import.namespace)
  (#any-of? @_include "include" "extend" "prepend")) @import

((method name: (identifier) @name) @test (#match? @name "^test_"))
(call
  method: (identifier) @_test
  arguments: (argument_list . (_) @name)
  block: (_)
  (#any-of? @_test "it" "describe" "context" "test" "specify" "feature" "scenario")) @test
