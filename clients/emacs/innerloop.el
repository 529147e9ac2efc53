;;; innerloop.el --- innerloop's chats and previews in Eglot  -*- lexical-binding: t -*-

;;; Commentary:

;; (innerloop-eglot 'js-mode 'js-ts-mode) lets Eglot start innerloop in buffers of these modes, and shows it the chats
;; and previews that belong to them: Eglot knows a buffer by its mode and its project, and those files have neither.

;;; Code:

(require 'eglot)
(require 'project)
(require 'seq)

(defvar innerloop-command '("innerloop" "serve" "--stdio")
  "How innerloop is started.")

(define-derived-mode innerloop-chat-mode text-mode "Chat"
  "Questions to innerloop and its answers."
  ;; Eglot completes the symbol at the cursor: let @src/main.ts and #name be one.
  (dolist (character '(?@ ?# ?/ ?.))
    (modify-syntax-entry character "_")))
(define-key innerloop-chat-mode-map (kbd "C-c C-o") #'innerloop-open-place)
(add-to-list 'auto-mode-alist '("\\.chat\\.md\\'" . innerloop-chat-mode))

(define-derived-mode innerloop-preview-mode diff-mode "Preview"
  "A change that innerloop proposes.")
(add-to-list 'auto-mode-alist '("/innerloop/previews/[^/]*\\.diff\\'" . innerloop-preview-mode))

(defun innerloop-eglot (&rest modes)
  "Let Eglot start innerloop in buffers of MODES, and in chats and previews."
  (add-to-list 'eglot-server-programs
               `((,@modes
                  (innerloop-chat-mode :language-id "markdown")
                  (innerloop-preview-mode :language-id "diff"))
                 . ,innerloop-command))
  (dolist (mode `(,@modes innerloop-chat-mode innerloop-preview-mode))
    (add-hook (intern (format "%s-hook" mode)) #'eglot-ensure)))

(defun innerloop--shown-project (folder)
  "The project that was looked at last, where FOLDER is innerloop's own.
Chats lie in the data folder of the user, previews in the cache folder."
  (when (string-match-p "/innerloop/\\(?:chats\\|previews\\)/" (expand-file-name folder))
    (seq-some (lambda (buffer)
                (with-current-buffer buffer
                  (and (eglot-managed-p)
                       (not (string-match-p "/innerloop/\\(?:chats\\|previews\\)/" default-directory))
                       (project-current))))
              (buffer-list))))
(add-hook 'project-find-functions #'innerloop--shown-project)

(defun innerloop-chat (question)
  "Open a new chat about the project, with QUESTION if it is not empty."
  (interactive "sQuestion: ")
  (eglot-execute (or (eglot-current-server) (user-error "No innerloop in this buffer"))
                 (list :title "Chat" :command "innerloop.chat"
                       :arguments (if (string-empty-p question) [] (vector question)))))

(defun innerloop--run (command &rest arguments)
  "Have the server run COMMAND, such as \"why\", with ARGUMENTS."
  (eglot-execute (or (eglot-current-server) (user-error "No innerloop in this buffer"))
                 (list :title command :command (concat "innerloop." command)
                       :arguments (vconcat arguments))))

(defun innerloop-why ()
  "Tell what happened in the last request for a suggestion."
  (interactive)
  (innerloop--run "why"))

(defun innerloop-explain-suggestion ()
  "Tell where the last suggestion comes from."
  (interactive)
  (innerloop--run "explainSuggestion"))

(defun innerloop-toggle ()
  "Switch suggestions off, or on again."
  (interactive)
  (innerloop--run "toggle"))

(defun innerloop-snooze (minutes)
  "No suggestions come for MINUTES (10 without a prefix argument; 0 ends it)."
  (interactive (list (if current-prefix-arg (prefix-numeric-value current-prefix-arg) 10)))
  (innerloop--run "snooze" minutes))

(defun innerloop-resume ()
  "Have suggestions come again, and forget what was dismissed."
  (interactive)
  (innerloop--run "resume"))

(defun innerloop-record-case ()
  "Record the last request for a suggestion as a fixture."
  (interactive)
  (innerloop--run "recordCase"))

(defun innerloop-open-place ()
  "Open the place that is named at the cursor, as in src/main.ts:10-20."
  (interactive)
  (let ((root (if-let* ((project (project-current))) (project-root project) default-directory))
        (place (thing-at-point 'filename t)))
    (unless (and place (string-match "\\`\\(.+?\\)\\(?::\\([0-9]+\\)\\(?:-[0-9]+\\)?\\)?[.:]?\\'" place))
      (user-error "No place here"))
    (let ((file (expand-file-name (match-string 1 place) root))
          (line (match-string 2 place)))
      (unless (file-exists-p file) (user-error "There is no %s" file))
      (find-file-other-window file)
      (when line
        (goto-char (point-min))
        (forward-line (1- (string-to-number line)))))))

(provide 'innerloop)
;;; innerloop.el ends here
