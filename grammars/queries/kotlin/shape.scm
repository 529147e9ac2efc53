; The shape of functions.

(function_declaration name: (_) @name (function_value_parameters) @parameters (function_body)? @body) @function
(function_declaration (function_value_parameters) . ":" . (_) @returns) @function
(function_declaration (user_type) @receiver . "." . name: (_)) @function
(anonymous_function) @function
(lambda_literal) @function

(function_value_parameters (parameter . (identifier) @name . ":" . (_) @type) @parameter) @parameters
(function_value_parameters (parameter) @parameter . "=" . (_) @default) @parameters
((function_value_parameters (parameter_modifiers (parameter_modifier) @_word) . (parameter) @parameter) @parameters
  (#eq? @_word "vararg") (#set! rest))

((function_declaration (modifiers (function_modifier) @_word) name: (_) @mark.async) (#eq? @_word "suspend"))
(companion_object (class_body (function_declaration name: (_) @mark.static)))
(function_declaration name: (_) @mark.exported)
(class_declaration name: (_) @mark.exported)
(object_declaration name: (_) @mark.exported)
((_ (modifiers (visibility_modifier) @_word) name: (_) @mark.hidden) (#eq? @_word "private"))

((block_comment) @documentation (#match? @documentation "^/\\*\\*"))

(if_expression condition: (_) @condition . ")" . (_) @branch.when)
((if_expression "else" . (_) @branch.otherwise) (#not-match? @branch.otherwise "^if\\b"))
(when_entry "else") @branch.otherwise
(when_expression (when_subject (_) @subject) (when_entry condition: (_) @condition) @branch.case)
(when_expression (when_entry condition: (_) @condition) @branch.when)
(catch_block (identifier) . ":" . (_) @condition) @branch.catch

(return_expression) @exit.return
(return_expression (_) @text) @exit.return
(throw_expression (_) @text) @exit.throw
((throw_expression (call_expression . (identifier) @error)) @exit.throw (#match? @error "^[A-Z]"))
((throw_expression (call_expression . (identifier) @error
    (value_arguments . (value_argument . (string_literal) @message)))) @exit.throw
  (#match? @error "^[A-Z]"))

(function_declaration (function_body "=" . (_) @tail)) @of
(block (_) @tail .) @of
(if_expression condition: (_) . ")" . (_) @tail) @of
(if_expression "else" . (_) @tail) @of
(when_expression (when_entry (_) @tail .)) @of
