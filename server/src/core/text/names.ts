/** Finds a name of JavaScript in a text: as a word of its own, neither a member (`x.name`, but `...name`) nor within a string. `$`, which names may hold, is taken as it is. */
export function namePattern(name: string): RegExp {
  return new RegExp(`(?<![\\w$'"\`])(?<!(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}(?![\\w$'"\`])`)
}
