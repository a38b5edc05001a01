/** How a far end is given beforehand what it says: it speaks whenever the code under test asks, whatever code that is and however it got the socket. */
export interface Scripting {
  /** Members that give a message as an object with a type and data, and the class of it. */
  readonly wrapped: ReadonlySet<string>
  /** What a type of such a message makes the far end do, by the last part of the type's name. */
  readonly types: Readonly<Record<string, 'send' | 'hang up' | 'break the protocol'>>
  /** What the far end does behind the last message when the double raised `exception` then: arguments of `script(…)`, and what is not the same. Undefined: no far end can do that. */
  readonly ending: (exception: string, member: string) => { readonly arguments: string, readonly doubt?: string } | undefined
}
