import { ago, owner, says, type PlayCustomer } from '../script.ts';

export const german: readonly PlayCustomer[] = [
  {
    phone: '4915112345678',
    name: 'Jürgen Weißhäupl-Größenberger von der Lindenstraße (Büro Süd)',
    backlog: [
      ago(61, says('Guten Tag, meine Bestellung 10482 ist noch nicht angekommen.')),
      ago(60, says('Laut Sendungsverfolgung liegt sie seit drei Tagen im Verteilzentrum.')),
    ],
    exchanges: [
      [says('Gibt es schon etwas Neues?')],
      [
        says(
          'Damit Sie es leichter haben, fasse ich zusammen: Bestellt habe ich am 2., bezahlt am selben Tag, versandt ' +
            'wurde am 4. Am 5. war das Paket im Verteilzentrum, am 6. ebenfalls, und am 7. hat es dort offenbar ' +
            'Freunde gefunden. Es handelt sich um zwölf Suppenteller „Alpenglühen“, die wir am Sonntag für die ' +
            'goldene Hochzeit meiner Eltern brauchen. Ohne Teller gibt es Suppe aus Tassen, und das wäre meiner ' +
            'Mutter nicht recht.',
        ),
      ],
      [says('Nachtrag: vierzehn Teller. Tante Erna kommt doch.')],
      [says('Könnten Sie notfalls Ersatz direkt nach Rosenheim schicken?')],
      [says('Die Sendungsverfolgung meldet: „Zustellung heute“.'), says('Ich glaube es, wenn ich es sehe.')],
      [says('Es hat geklingelt!'), says('Es war der Nachbar.')],
    ],
    answers: ['Danke für die schnelle Antwort.', 'Alles klar, ich warte bis morgen.', 'Sehr freundlich von Ihnen.'],
  },
  {
    phone: '4917612345678',
    name: 'Heike Brandt',
    backlog: [
      ago(318, says('Hallo! Passt der Deckel der 24er Pfanne auch auf die alte Serie?')),
      ago(301, owner('Hallo Heike, ja, seit 2015 ist der Rand gleich.')),
      ago(297, says('Super, dann nehme ich zwei 👍')),
    ],
    exchanges: [
      [says('Kann ich die Deckel im Laden abholen?')],
      [says('Und habt ihr noch die Topflappen mit den Füchsen?'), says('Die alten hat der Hund adoptiert.')],
      [says('Eine Freundin möchte auch welche. Also bitte vier Paar.')],
      [says('Bin gegen halb fünf da!')],
      [owner('Liegt alles an der Kasse bereit.'), says('Ihr seid die Besten.')],
    ],
    answers: ['Prima, danke!', 'Bis später dann 😊', 'Wunderbar.'],
  },
  {
    phone: '436641234567',
    name: 'Luca Steiner',
    backlog: [],
    from: 0.4,
    exchanges: [
      [says('Servus! Wie entkalke ich den Wasserkocher am besten?')],
      [says('Essig hab ich probiert.'), says('Jetzt riecht die ganze Küche nach Gurkerl.')],
      [says('Muss man nach der Zitronensäure oft nachspülen?')],
      [says('Nächste Frage: Darf das Sieb in den Geschirrspüler?')],
      [says('Zu spät. Ist schon drin.')],
    ],
    answers: ['Passt, danke!', 'Merk ich mir.', 'Leiwand 🙌'],
  },
  {
    phone: '41791234567',
    name: 'Sophie Keller',
    backlog: [],
    from: 0.5,
    exchanges: [
      [says('Grüezi, liefern Sie auch in die Schweiz?')],
      [says('Es geht um das Raclette-Set für acht Personen.')],
      [says('Wir sind zu sechst, aber wir haben Hunger.')],
      [says('Kommt da noch Zoll dazu?')],
      [says('Bitte nicht vor zehn klingeln, das Baby schläft.'), says('Falls es schläft.')],
    ],
    answers: ['Merci vielmal!', 'Das ist in Ordnung für mich.', 'Einen schönen Tag noch.'],
  },
];
