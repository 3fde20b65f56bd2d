import { customerSaid, ownerSaid, type PlayCustomer, type PlayScript } from './script.ts';

const latin: readonly PlayCustomer[] = [
  {
    phone: '447700900123',
    name: 'Ada Finch',
    backlog: [
      customerSaid(94, 'Morning! Is the blue kettle back in stock?'),
      ownerSaid(90, 'It comes in on Thursday. Shall I keep one for you?'),
      customerSaid(88, 'Yes please 🙏'),
      customerSaid(12, 'Could you also gift-wrap it?'),
    ],
    later: ['And is the receipt in the box or by mail?'],
    answers: ['Perfect, thank you!', 'See you on Thursday then.'],
  },
  {
    phone: '4915112345678',
    name: 'Jürgen Weißhäupl-Größenberger von der Lindenstraße (Büro Süd)',
    backlog: [
      customerSaid(61, 'Guten Tag, meine Bestellung 10482 ist noch nicht angekommen.'),
      customerSaid(60, 'Laut Sendungsverfolgung liegt sie seit drei Tagen im Verteilzentrum.'),
    ],
    later: ['Gibt es schon etwas Neues?'],
    answers: ['Danke für die schnelle Antwort.', 'Alles klar, ich warte bis morgen.'],
  },
  {
    phone: '5511987654321',
    name: 'Conceição Araújo',
    backlog: [
      customerSaid(45, 'Oi! Vocês entregam em Santo André?'),
      ownerSaid(43, 'Oi, Conceição! Entregamos sim, às terças e sextas.'),
      customerSaid(41, 'Ótimo 😊 quanto fica o frete?'),
    ],
    later: ['Pode ser na sexta de manhã?'],
    answers: ['Combinado!', 'Obrigada, um abraço'],
  },
  {
    phone: '34612345678',
    name: 'María José Núñez',
    backlog: [customerSaid(7, '¿Hasta qué hora abren hoy?')],
    later: ['¿Y los domingos?'],
    answers: ['Genial, gracias.'],
  },
  {
    phone: '905321234567',
    name: 'Işıl Çağlayan',
    backlog: [customerSaid(33, 'Merhaba, iade için fişi saklamam gerekiyor mu?')],
    later: [],
    answers: ['Teşekkür ederim, iyi çalışmalar.'],
  },
];

const otherScripts: readonly PlayCustomer[] = [
  {
    phone: '380501234567',
    name: 'Олена Ковальчук',
    backlog: [customerSaid(78, 'Добрий день! Чи є у вас чайник на два літри?'), customerSaid(77, 'Бажано червоний.')],
    later: ['А гарантія скільки?'],
    answers: ['Дякую, беру.', 'Гарного дня!'],
  },
  {
    phone: '79161234567',
    name: 'Сергей Абрамов',
    backlog: [
      customerSaid(25, 'Здравствуйте, можно поменять адрес доставки?'),
      ownerSaid(22, 'Здравствуйте! Можно, напишите новый.'),
      customerSaid(20, 'ул. Садовая, д. 7/2, кв. 14'),
    ],
    later: ['Курьер позвонит заранее?'],
    answers: ['Хорошо, спасибо.'],
  },
  {
    phone: '919812345678',
    name: 'प्रिया शर्मा',
    backlog: [
      customerSaid(52, 'नमस्ते, क्या यह प्रेशर कुकर इंडक्शन पर चलेगा?'),
      customerSaid(51, 'और डिलीवरी कितने दिन में होगी?'),
    ],
    later: ['क्या कैश ऑन डिलीवरी मिलेगी?'],
    answers: ['धन्यवाद! मैं ऑर्डर कर देती हूँ।', 'ठीक है 👍🏽'],
  },
  {
    phone: '966501234567',
    name: 'نورة العتيبي',
    backlog: [
      customerSaid(38, 'السلام عليكم، هل الطلب رقم 10455 جاهز؟'),
      ownerSaid(36, 'وعليكم السلام، سيكون جاهزًا بعد العصر.'),
    ],
    later: ['أي فرع؟ Riyadh Park أم العليا؟'],
    answers: ['شكرًا جزيلاً 🌷', 'سأمر عند الساعة 5:30 مساءً.'],
  },
  {
    phone: '819012345678',
    name: '佐藤 美咲',
    backlog: [customerSaid(16, 'こんにちは。急須の在庫はありますか？')],
    later: ['色違いの写真を見たいです。'],
    answers: ['ありがとうございます。明日伺います。'],
  },
  {
    phone: '85291234567',
    name: '陳大文',
    backlog: [customerSaid(29, '你好，請問可以開發票嗎？'), customerSaid(28, '公司名稱：大文貿易有限公司')],
    later: ['麻煩今天寄出，謝謝。'],
    answers: ['收到，多謝！'],
  },
  {
    phone: '12025550143',
    name: '✨Zoë & the 🐈‍⬛🐈 cats✨',
    backlog: [
      customerSaid(4, 'hiii 👋👋'),
      customerSaid(3, 'my order came broken 💔 the lid is in two pieces'),
      customerSaid(2, 'can i get a new one?? 👩‍👩‍👧‍👦'),
    ],
    later: ['hello?? 🥺'],
    answers: ['omg thank you 🥹💚', 'you are the best'],
  },
];

/** A short practice morning: twelve customers in many scripts, some already answered on the owner's phone. */
export const practice: PlayScript = {
  seed: 'practice',
  newMessageEveryMs: { shortest: 9000, longest: 22_000 },
  answerAfterMs: { shortest: 7000, longest: 14_000 },
  customers: [...latin, ...otherScripts],
};
