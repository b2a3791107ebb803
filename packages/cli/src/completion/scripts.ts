import type { Shell } from "../command/commands.js";

// Each asks the tool itself for the words that may come next; `__complete` never fails and prints one word a line.
const BASH = `_fairlead() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(fairlead __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _fairlead fairlead
`;

const ZSH = `#compdef fairlead
_fairlead() {
  local -a found
  found=("\${(@f)$(fairlead __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found || _files
}
if [ "$funcstack[1]" = "_fairlead" ]; then _fairlead "$@"; else compdef _fairlead fairlead; fi
`;

const FISH = `function __fairlead_complete
  set -l words (commandline -opc) (commandline -ct)
  fairlead __complete $words[2..-1] 2>/dev/null
end
complete -c fairlead -a "(__fairlead_complete)"
`;

const POWERSHELL = `Register-ArgumentCompleter -Native -CommandName fairlead -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  fairlead __complete @words 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;

/** The script that a shell reads to complete \`fairlead\`. */
export const COMPLETION_SCRIPTS = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
} as const satisfies Readonly<Record<Shell, string>>;
