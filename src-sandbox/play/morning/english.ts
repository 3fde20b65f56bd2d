import { ago, owner, says, sends, type PlayCustomer } from '../script.ts';

/** Regulars who write in English. */
export const english: readonly PlayCustomer[] = [
  {
    phone: '447700900123',
    name: 'Ada Finch',
    backlog: [
      ago(94, says('Morning! Is the blue kettle back in stock?')),
      ago(90, owner('It comes in on Thursday. Shall I keep one for you?')),
      ago(88, says('Yes please 🙏')),
      ago(12, says('Could you also gift-wrap it?')),
    ],
    exchanges: [
      [says('And is the receipt in the box or by mail?')],
      [says('It is for my sister-in-law.'), says('She must never learn what it cost. Or that it was on sale.')],
      [says('Do you have a card with a heron on it? She likes herons.')],
      [says('A duck would do.')],
      [owner('Ada, I found one with a heron. On the house.'), says('You are a treasure!')],
    ],
    answers: ['Perfect, thank you!', 'See you on Thursday then.', 'You are kind. Have a lovely day!'],
  },
  {
    phone: '12025550143',
    name: '✨Zoë & the 🐈‍⬛🐈 cats✨',
    backlog: [
      ago(4, says('hiii 👋👋')),
      ago(3, says('my order came broken 💔 the lid is in two pieces')),
      ago(2, says('can i get a new one?? 👩‍👩‍👧‍👦')),
    ],
    exchanges: [
      [says('hello?? 🥺')],
      [
        says('ok update: now it is in THREE pieces'),
        says('the cat helped 🐈‍⬛'),
        sends({ type: 'image', image: { caption: 'exhibit a 📸' } }),
      ],
      [says('i kept all the bits in a bag'), says('do you need them back or can i make a mosaic 🎨')],
      [says('the order number is 10517 btw')],
      [says('the other cat wants to know too 🐈')],
    ],
    answers: ['omg thank you 🥹💚', 'you are the best', 'the cats say hi 🐾'],
  },
  {
    phone: '353871234567',
    name: 'Pip O’Hara',
    backlog: [
      ago(1510, says('Hi there, do you do wedding lists?')),
      ago(1498, owner('We do! Drop in any time, or send me what they like.')),
      ago(1421, says('Brilliant. They like blue, and each other. I will send more tomorrow.')),
    ],
    from: 0.45,
    exchanges: [
      [
        says('Right, the list!'),
        says('6 dinner plates, 6 bowls, 1 big salad thing'),
        says('And no gravy boat. There was an incident.'),
      ],
      [says('Could guests pay you by card over the phone?')],
      [says('How many people can share the stand mixer? There are four of us and one is an accountant.')],
      [
        sends({
          type: 'contacts',
          contacts: [
            { name: { formatted_name: 'Declan Byrne', first_name: 'Declan' }, phones: [{ phone: '+353 87 555 0134' }] },
          ],
        }),
        says('That is the accountant. He wants to see the sums first.'),
      ],
      [says('The wedding is on the 14th, so by the 12th would be grand.')],
      [says('Bride has just said green, not blue.'), says('I will get back to you.')],
      [says('Blue again. Carry on.')],
    ],
    answers: ['Grand, thanks a million.', 'I will tell the others.', 'You have been very patient with us.'],
  },
  {
    phone: '2348031234567',
    name: 'Tunde Adebayo · Mama Put Kitchen',
    backlog: [
      ago(205, says('Good morning. I need a price for 40 enamel plates and 40 mugs, white with blue rim.')),
      ago(204, says('It is for the restaurant, so please think of me kindly.')),
      ago(171, owner('Good morning Tunde. For 40 + 40 you get 12 % off. I will send the sum.')),
      ago(168, says('12 is good. 15 would be family.')),
    ],
    exchanges: [
      [says('Any news on the family price?')],
      [says('Also two stock pots, 30 litres.'), says('The big jollof kind.')],
      [owner('13 %, and I carry them to the van myself.'), says('Sold. You drive a hard bargain.')],
      [says('Do the mugs survive a dishwasher that is older than me?')],
      [says('Please put "Mama Put Kitchen Ltd" on the invoice.')],
      [says('Driver will come between 2 and 4. His name is Sunday, whatever the day.')],
    ],
    answers: ['Well received, thank you.', 'God bless.', 'We will send you a plate of jollof.'],
  },
  {
    phone: '447700900777',
    name: undefined,
    backlog: [],
    from: 0.12,
    exchanges: [
      [says('is this the shop by the station')],
      [says('how late can i collect')],
      [says('name on the order is the other half'), says('dont call the other half its a surprise')],
      [says('parked outside. blue van')],
      [says('got it. cheers')],
    ],
    answers: ['ok', 'will do', 'cheers'],
  },
  {
    phone: '254712345678',
    name: 'Grace Wanjiru',
    backlog: [],
    from: 0.22,
    exchanges: [
      [says('Hello, a friend in Nairobi sent me your catalogue 😊'), says('Do you ship linen to Kenya?')],
      [says('I am looking at the ochre tablecloth, 2.5 metres.')],
      [says('My table is 2.4. I have measured it twice, as my mother taught me.')],
      [says('How long does customs take?'), says('Last time I bought a lamp and it travelled more than I do.')],
      [says('Let me think about it over lunch.')],
      [says('I have thought. Two please, and the napkins.')],
    ],
    answers: ['That is helpful, asante!', 'Perfect.', 'I look forward to it.'],
  },
];
