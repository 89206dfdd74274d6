/**
 * The scripts that complete `im` in a shell. Each hands the words up to the cursor to
 * `im completions SHELL -- WORDS` and offers what that prints.
 *
 * @module
 */

/** In a template, "@{" stands for the "${" of the shell. */
const script = (text: string) => text.replaceAll("@{", "${");

/**
 * Works in bash 3.2, which macOS has, and needs nothing else. Bash breaks words at "=", ":" and "@" and replaces only the
 * last part (with its "@"): the parts are put together again, and the beginning is taken off each candidate.
 */
const BASH = script(String.raw`# bash completion for im
# Put into ~/.bashrc: eval "$(im completions bash)"
_im() {
  local rest=@{COMP_LINE:0:COMP_POINT} program=@{COMP_WORDS[0]/#\~/$HOME}
  local current start value text path i count=-1 breaks="" typed=() values=() texts=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    current=@{rest#"@{rest%%[![:blank:]]*}"}
    if ((i == 0)) || [[ $current != "$rest" ]]; then
      ((count++))
      typed[count]=""
    fi
    ((i < COMP_CWORD)) && current=@{COMP_WORDS[i]}
    typed[count]+=$current
    rest=@{rest#"@{rest%%[![:blank:]]*}"}
    rest=@{rest#"$current"}
  done
  current=@{typed[count]}
  for i in "=" ":" "@"; do [[ $COMP_WORDBREAKS == *"$i"* ]] && breaks+=$i; done
  start=""
  [[ -n $breaks ]] && start=@{current%"@{current##*[$breaks]}"}
  start=@{start%@}
  type -P -- "$program" > /dev/null || program=im
  COMPREPLY=()
  while IFS=$'\t' read -r value text; do
    case $value in
      :files | :directories)
        compopt -o filenames 2> /dev/null
        i=-f
        [[ $value == :directories ]] && i=-d
        while IFS= read -r path; do
          path=$text$path
          COMPREPLY+=("@{path#"$start"}")
        done < <(compgen "$i" -- "@{current#"$text"}")
        ;;
      *)
        values+=("@{value#"$start"}")
        texts+=("$text")
        ;;
    esac
  done < <("$program" completions bash -- "@{typed[@]:1}" 2> /dev/null)
  # The meanings are shown in the list, and never put into the line.
  for i in "@{!values[@]}"; do
    value=@{values[i]}
    if ((@{#values[@]} > 1)) && [[ $COMP_TYPE == 63 && -n @{texts[i]} ]]; then
      value="$value  (@{texts[i]})"
      value=@{value:0:@{COLUMNS:-80} - 2}
    fi
    COMPREPLY+=("$value")
  done
}
complete -F _im im
`);

const ZSH = script(String.raw`#compdef im
# zsh completion for im
# Put into ~/.zshrc, behind compinit: source <(im completions zsh)
_im() {
  local program=@{(Q)words[1]} line value text paths=""
  program=@{program/#\~/$HOME}
  local -a typed values shown
  local -i i
  for ((i = 2; i < CURRENT; i++)); do typed+=("@{(Q)words[i]}"); done
  typed+=("@{(Q)PREFIX}")
  whence -p -- "$program" > /dev/null || program=im
  while IFS= read -r line; do
    value=@{line%%$'\t'*}
    text=@{line#*$'\t'}
    case $value in
      :files | :directories)
        paths=$value
        [[ -n $text ]] && compset -P "@{(b)text}"
        ;;
      *)
        values+=("$value")
        if [[ -n $text ]]; then shown+=("$value  -- $text"); else shown+=("$value"); fi
        ;;
    esac
  done < <("$program" completions zsh -- "@{typed[@]}" 2> /dev/null)
  case $paths in
    :files) _files ;;
    :directories) _files -/ ;;
    *) (( @{#values} )) && compadd -U -V im -l -d shown -a values ;;
  esac
}
if [[ $funcstack[1] == _im ]]; then
  _im "$@"
else
  compdef _im im
fi
`);

const FISH = script(String.raw`# fish completion for im
# Put into ~/.config/fish/config.fish: im completions fish | source
function __im_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l program $typed[1]
    type -q -- $program; or set program im
    set -e typed[1]
    for line in ($program completions fish -- $typed "$current" 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        switch $parts[1]
            case :files
                for path in (__fish_complete_path (string sub -s (math 1 + (string length -- "$parts[2]")) -- "$current"))
                    echo $parts[2]$path
                end
            case :directories
                for path in (__fish_complete_directories (string sub -s (math 1 + (string length -- "$parts[2]")) -- "$current"))
                    echo $parts[2]$path
                end
            case '*'
                echo $line
        end
    end
end
complete -c im -f -k -a '(__im_complete)'
`);

/** By shell. */
export const SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH };
