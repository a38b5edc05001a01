/** `1 mock`, `2,000 mocks`. */
export function mocks(count: number): string {
  return counted(count, 'mock')
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
