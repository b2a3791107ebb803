import type { Shell } from "../command/commands.js";

// Each asks the tool itself for the words that may come next; `__complete` never fails and prints one word a line.
const BASH = `_fairlead() {
  local IFS=$'\\n'
  local typed="\${COMP_WORDS[COMP_CWORD]}"
  [ "$typed" = "=" ] && typed=""
  COMPREPLY=($(compgen -W "$(fairlead __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$typed"))
}
complete -o default -F _fairlead fairlead
`;

const ZSH = `#compdef fairlead
_fairlead() {
  local -a found
  found=(\${(f)"$(fairlead __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( $#found )); then compadd -a found; else _files; fi
}
if [ "$funcstack[1]" = "_fairlead" ]; then _fairlead "$@"; else compdef _fairlead fairlead; fi
`;

const FISH = `function __fairlead_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (fairlead __complete $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c fairlead -f -a "(__fairlead_complete)"
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
