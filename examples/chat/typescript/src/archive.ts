import type { Pool } from 'pg'

export interface Said {
  author: string
  text: string
}

/** Keeps what was said in PostgreSQL. */
export class Archive {
  constructor(private readonly pool: Pool) {}

  async add(room: string, { author, text }: Said): Promise<void> {
    await this.pool.query('INSERT INTO messages (room, author, text) VALUES ($1, $2, $3)', [room, author, text])
  }

  async recent(room: string): Promise<Said[]> {
    const { rows } = await this.pool.query<Said>('SELECT author, text FROM messages WHERE room = $1 ORDER BY id', [room])
    return rows
  }
}
