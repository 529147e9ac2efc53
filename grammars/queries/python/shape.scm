; The shape of functions. `self` and `cls` are no parameters: nobody passes them.

(function_definition name: (_) @name parameters: (_) @parameters body: (_) @body) @function
(function_definition return_type: (_) @returns) @function
(lambda) @function

((parameters (identifier) @parameter @name) @parameters (#not-any-of? @name "self" "cls" "mcs"))
(parameters (typed_parameter . (identifier) @name type: (_) @type) @parameter) @parameters
(parameters (default_parameter name: (_) @name value: (_) @default) @parameter) @parameters
(parameters (typed_default_parameter name: (_) @name type: (_) @type value: (_) @default) @parameter) @parameters
((parameters (list_splat_pattern (identifier) @name) @parameter) @parameters (#set! rest))
((parameters (dictionary_splat_pattern (identifier) @name) @parameter) @parameters (#set! rest) (#set! keyword))
((parameters (typed_parameter (list_splat_pattern (identifier) @name) type: (_) @type) @parameter) @parameters
  (#set! rest))
((parameters (typed_parameter (dictionary_splat_pattern (identifier) @name) type: (_) @type) @parameter) @parameters
  (#set! rest) (#set! keyword))
((parameters
  [(keyword_separator) (list_splat_pattern) (typed_parameter (list_splat_pattern))]
  [(identifier) (typed_parameter . (identifier)) (default_parameter) (typed_default_parameter)] @parameter)
  (#set! keyword))

(function_definition "async" name: (_) @mark.async)
(decorated_definition
  (decorator (identifier) @_decorator)
  definition: (function_definition name: (_) @mark.static)
  (#any-of? @_decorator "staticmethod" "classmethod"))
(decorated_definition
  (decorator [
    (identifier) @_decorator
    (attribute attribute: (identifier) @_decorator)
  ])
  definition: (function_definition name: (_) @mark.accessor)
  (#any-of? @_decorator "property" "cached_property" "setter" "deleter"))
((function_definition name: (_) @mark.exported) (#match? @mark.exported "^([^_]|__\\w+__$)"))
((class_definition name: (_) @mark.exported) (#match? @mark.exported "^[^_]"))

(function_definition body: (block . (expression_statement (string) @documentation)))

(if_statement condition: (_) @condition consequence: (_) @branch.when)
(elif_clause condition: (_) @condition consequence: (_) @branch.when)
(if_statement alternative: (else_clause body: (_) @branch.otherwise))
(match_statement
  subject: (_) @subject
  body: (block (case_clause (case_pattern) @_pattern) @branch.otherwise (#eq? @_pattern "_")))
(match_statement
  subject: (_) @subject
  body: (block (case_clause (case_pattern)+ @condition guard: (if_clause)? @condition) @branch.case))
(except_clause value: (as_pattern . (_) @condition)) @branch.catch
(except_clause value: (_) @condition) @branch.catch
(except_clause) @branch.catch

(return_statement) @exit.return
(return_statement (_) @text) @exit.return
(raise_statement) @exit.throw
(raise_statement . (_) @text) @exit.throw
(raise_statement . (call
  function: [(identifier) (attribute)] @error
  arguments: (argument_list . [(string) (concatenated_string)] @message))) @exit.throw
(raise_statement . (call function: [(identifier) (attribute)] @error)) @exit.throw
((raise_statement . (identifier) @error) @exit.throw (#match? @error "^[A-Z]"))
(raise_statement . (attribute attribute: (identifier) @_name) @error (#match? @_name "^[A-Z]")) @exit.throw
(yield (_)) @value
