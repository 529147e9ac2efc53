; The shape of methods. A block's `return` leaves the method, so that blocks are no functions of their own.

(method name: (_) @name parameters: (_)? @parameters body: (_)? @body) @function
(singleton_method name: (_) @name parameters: (_)? @parameters body: (_)? @body) @function
(lambda) @function

(method_parameters (identifier) @parameter @name) @parameters
(method_parameters (destructured_parameter) @parameter) @parameters
(method_parameters (optional_parameter name: (_) @name value: (_) @default) @parameter) @parameters
((method_parameters (splat_parameter name: (_)? @name) @parameter) @parameters (#set! rest))
((method_parameters (keyword_parameter name: (_) @name value: (_)? @default) @parameter) @parameters (#set! keyword))
((method_parameters (hash_splat_parameter name: (_)? @name) @parameter) @parameters (#set! rest) (#set! keyword))

(singleton_method name: (_) @mark.static)
(singleton_class body: (body_statement (method name: (_) @mark.static)))
(method name: (_) @mark.exported)
(singleton_method name: (_) @mark.exported)
(class name: (_) @mark.exported)
(module name: (_) @mark.exported)
((body_statement (identifier) @_word (method name: (_) @mark.hidden)) (#any-of? @_word "private" "protected"))
((call method: (identifier) @_word arguments: (argument_list (method name: (_) @mark.hidden)))
  (#any-of? @_word "private" "protected"))
((call method: (identifier) @_word arguments: (argument_list (singleton_method name: (_) @mark.hidden)))
  (#eq? @_word "private_class_method"))
((call method: (identifier) @_word arguments: (argument_list (simple_symbol) @mark.hiddenName))
  (#any-of? @_word "private" "protected" "private_class_method"))

((comment) @documentation (#not-match? @documentation "^#( *(frozen_string_literal|encoding|typed|rubocop)|!)"))

(if condition: (_) @condition consequence: (_) @branch.when)
(elsif condition: (_) @condition consequence: (_) @branch.when)
(unless "unless" @condition condition: (_) @condition consequence: (_) @branch.when)
(if_modifier body: (_) @branch.when condition: (_) @condition)
(unless_modifier body: (_) @branch.when "unless" @condition condition: (_) @condition)
(if alternative: (else) @branch.otherwise)
(elsif alternative: (else) @branch.otherwise)
(unless alternative: (else) @branch.otherwise)
(case value: (_) @subject (when pattern: (_) @condition) @branch.case)
(case !value (when pattern: (_) @condition) @branch.when)
(case (else) @branch.otherwise)
(case_match value: (_) @subject clauses: (in_clause pattern: (_) @condition guard: (_)? @condition) @branch.case)
(case_match else: (else) @branch.otherwise)
(rescue exceptions: (_)? @condition) @branch.catch

(return) @exit.return
(return (argument_list) @text) @exit.return
((call !receiver method: (identifier) @_raise arguments: (argument_list) @text) @exit.throw
  (#any-of? @_raise "raise" "fail"))
((call !receiver
    method: (identifier) @_raise
    arguments: (argument_list . [(constant) (scope_resolution)] @error)) @exit.throw
  (#any-of? @_raise "raise" "fail"))
((call !receiver
    method: (identifier) @_raise
    arguments: (argument_list . [(constant) (scope_resolution)] . (string) @message)) @exit.throw
  (#any-of? @_raise "raise" "fail"))
((call !receiver
    method: (identifier) @_raise
    arguments: (argument_list . (call receiver: [(constant) (scope_resolution)] @error method: (identifier) @_new))) @exit.throw
  (#any-of? @_raise "raise" "fail") (#eq? @_new "new"))
((call !receiver
    method: (identifier) @_raise
    arguments: (argument_list . (call method: (identifier) @_new arguments: (argument_list . (string) @message)))) @exit.throw
  (#any-of? @_raise "raise" "fail") (#eq? @_new "new"))
((call !receiver method: (identifier) @_raise arguments: (argument_list . (string) @message)) @exit.throw
  (#any-of? @_raise "raise" "fail"))
((then (identifier) @exit.throw) (#eq? @exit.throw "raise"))
((body_statement (identifier) @exit.throw) (#eq? @exit.throw "raise"))
((_ body: (identifier) @exit.throw) (#eq? @exit.throw "raise"))

(method body: (_) @tail) @of
(singleton_method body: (_) @tail) @of
((body_statement (_) @tail .) @of (#not-match? @tail "^(#|(rescue|else|ensure)\\b)"))
((body_statement (_) @tail . [(rescue) (else) (ensure)]) @of (#not-match? @tail "^(#|(rescue|else|ensure)\\b)"))
(body_statement (rescue body: (_) @tail)) @of
((begin (_) @tail .) @of (#not-match? @tail "^(#|(rescue|else|ensure)\\b)"))
((begin (_) @tail . [(rescue) (else) (ensure)]) @of (#not-match? @tail "^(#|(rescue|else|ensure)\\b)"))
(begin (rescue body: (_) @tail)) @of
((then (_) @tail .) @of (#not-match? @tail "^#"))
((else (_) @tail .) @of (#not-match? @tail "^#"))
(if consequence: (_) @tail) @of
(if alternative: (_) @tail) @of
(elsif consequence: (_) @tail) @of
(elsif alternative: (_) @tail) @of
(unless consequence: (_) @tail) @of
(unless alternative: (_) @tail) @of
(if_modifier body: (_) @tail) @of
(unless_modifier body: (_) @tail) @of
(case (when body: (_) @tail)) @of
(case (else) @tail) @of
(case_match clauses: (in_clause body: (_) @tail)) @of
(case_match else: (else) @tail) @of
