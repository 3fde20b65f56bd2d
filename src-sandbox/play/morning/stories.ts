import { says, sends, type PlayCustomer } from '../script.ts';

/** Newcomers with a story of their own: whom the bot greets and hands over, who is angry, and who is lost. */

/** Writes first of all, and asks for a person as soon as somebody greets her: the first handoff of the morning. */
export const maya: PlayCustomer = {
  phone: '12025550187',
  name: 'Maya Lindqvist',
  backlog: [],
  until: 0.6,
  exchanges: [
    [says('Hi! I have a slightly unusual question about a teapot.')],
    [says('It belonged to my grandmother. The spout has come off, and it is one of yours, from about 1994.')],
    [
      says('I found the old catalogue page! It says "Heron, 1.2 l, cobalt".'),
      says('Price: 14.50. Those were the days.'),
    ],
    [says('Could your workshop glue it, or is there any chance of a new one?')],
    [says('No hurry. It has waited since Tuesday, and so have I, with coffee.')],
    [says('My grandmother says hello. She wants it known that she never dropped it.')],
  ],
  answers: [
    'Could I talk to a person please? It is a long story and a sad teapot.',
    'Oh good, a human! Thank you for looking into it.',
    'That would make her very happy.',
    'You have restored my faith in teapots.',
  ],
};

/** Begins politely and ends in capital letters. */
const frank: PlayCustomer = {
  phone: '447700900456',
  name: 'Frank Dolan',
  backlog: [],
  from: 0.1,
  until: 0.5,
  exchanges: [
    [says('Hello, my dining table (order 10391) was due three days ago.')],
    [says('I took the morning off to wait for it. Second morning.')],
    [says('Still nothing.'), says('The tracking page says "on its way". So is Christmas.')],
    [
      says('THIS IS RIDICULOUS!!'),
      says('WHERE IS MY TABLE'),
      says('I HAVE EIGHT GUESTS TONIGHT AND THEY WILL EAT OFF THE FLOOR'),
      says('ANSWER ME!!!'),
    ],
    [says('I want my money back, the delivery fee, and somebody to be sorry.')],
    [says('Sorry for shouting. It has been a week.'), says('Just tell me where the table is, please.')],
  ],
  answers: [
    'I do not want a bot. I want a table.',
    'Fine. And when exactly?',
    'I have heard that before.',
    'All right. Thank you for being straight with me.',
  ],
};

/** Thinks that this is the garage. */
const gerald: PlayCustomer = {
  phone: '447700900318',
  name: 'Gerald Pemberton',
  backlog: [],
  from: 0.05,
  until: 0.45,
  exchanges: [
    [says('Good morning. Is my Volvo ready?')],
    [says('It is the green one. It makes a noise like a goose.'), sends({ type: 'audio', audio: { voice: true } })],
    [says('My wife says the noise is me. It is not.')],
    [says('You did promise it for this morning.'), says('The young man with the moustache did.')],
    [says('What do you mean, saucepans?')],
    [says('Is this not Harris Motors?')],
    [says('I see. I shall telephone. Good day.')],
  ],
  answers: [
    'I only want to know about the Volvo.',
    'Do you sell tyres, then?',
    'How very odd. You are in my book under G for garage.',
  ],
};

/** Wants a person for a good reason: the third handoff. */
const ernesto: PlayCustomer = {
  phone: '573001234567',
  name: 'Ernesto Villamizar',
  backlog: [],
  from: 0.55,
  exchanges: [
    [says('Buenos días. Compré una vajilla y me cobraron dos veces.')],
    [
      says('El pedido es el 10466.'),
      says('Tengo los dos recibos, si hacen falta.'),
      sends({ type: 'document', document: { filename: 'recibo-10466.pdf' } }),
    ],
    [says('No hay prisa, pero mi esposa revisa la cuenta los viernes 😅')],
    [says('¿Me llega un correo cuando hagan la devolución?')],
    [says('La vajilla, eso sí, es preciosa.')],
  ],
  answers: ['Prefiero hablar con una persona, por favor.', 'Muchas gracias, qué alivio.', 'Quedo atento. Un saludo.'],
};

export const stories: readonly PlayCustomer[] = [frank, gerald, ernesto];
