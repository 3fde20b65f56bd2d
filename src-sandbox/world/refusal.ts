/** What WhatsApp or the world does not let happen, in a sentence that says what to do instead. */
export class WorldRefusal extends Error {
  override readonly name = 'WorldRefusal';
}
