/** What the bot says to somebody new. */
const english =
  'Hello, and welcome to the shop! I am its helper. A colleague reads along and answers soon. ' +
  'If you would rather talk to a person right away, just say so.';
const german =
  'Hallo und willkommen im Laden! Ich bin der Helfer hier. Gleich liest eine Kollegin mit und antwortet. ' +
  'Wenn Sie lieber sofort mit einem Menschen sprechen, sagen Sie es einfach.';
const brazilian =
  'Olá, que bom ter você aqui na loja! Sou o ajudante. Um colega já vai ler e responder. ' +
  'Se preferir falar com uma pessoa, é só dizer.';
const spanish =
  '¡Hola y bienvenido a la tienda! Soy el ayudante. Un compañero leerá su mensaje y responderá pronto. ' +
  'Si prefiere hablar con una persona, dígamelo.';
const russian =
  'Здравствуйте, добро пожаловать в магазин! Я здешний помощник. Коллега скоро прочитает и ответит. ' +
  'Если хотите поговорить с человеком прямо сейчас, так и напишите.';

const greetingByCallingCode: Readonly<Record<string, string>> = {
  '7': russian,
  '33':
    'Bonjour et bienvenue à la boutique ! Je suis l’assistant. Un collègue vous lira et répondra bientôt. ' +
    'Si vous préférez parler à une personne, dites-le simplement.',
  '34': spanish,
  '41': german,
  '43': german,
  '49': german,
  '55': brazilian,
  '56': spanish,
  '57': spanish,
  '62':
    'Halo, selamat datang di toko kami! Saya asisten toko. Rekan saya akan segera membaca dan membalas. ' +
    'Kalau ingin langsung bicara dengan orang, bilang saja ya.',
  '81':
    'こんにちは、いらっしゃいませ。お店のアシスタントです。まもなく担当者がお返事いたします。' +
    '担当者と直接お話しになりたい場合は、そうお書きください。',
  '90':
    'Merhaba, mağazamıza hoş geldiniz! Ben mağazanın yardımcısıyım. Bir arkadaşımız birazdan okuyup yanıtlayacak. ' +
    'Hemen bir insanla konuşmak isterseniz yazmanız yeterli.',
  '91':
    'नमस्ते, दुकान में आपका स्वागत है! मैं यहाँ का सहायक हूँ। हमारे एक साथी जल्द ही पढ़कर जवाब देंगे। ' +
    'अगर आप अभी किसी व्यक्ति से बात करना चाहें, तो बस बता दें।',
  '351':
    'Olá, boas-vindas à nossa loja! Sou o assistente. Um colega vai ler a sua mensagem e responder em breve. ' +
    'Se preferir falar já com uma pessoa, basta dizer.',
};

const LONGEST_CALLING_CODE = 3;

/** In the language of the number's country where the bot knows it; `phone` is E.164, null where it is hidden. */
export function greetingFor(phone: string | null): string {
  const digits = (phone ?? '').replace('+', '');
  for (let length = LONGEST_CALLING_CODE; length > 0; length -= 1) {
    const greeting = greetingByCallingCode[digits.slice(0, length)];
    if (greeting !== undefined) return greeting;
  }
  return english;
}
