#nullable enable
using System.Globalization;
using System.Text;

namespace RnnGen
{
    /// <summary>
    /// Writes JSON (RFC 8259) without spaces, so that the same values give the same characters.
    /// </summary>
    internal sealed class JsonWriter
    {
        private readonly StringBuilder text = new StringBuilder();
        private bool first = true;

        public void BeginObject() => Begin('{');

        public void EndObject() => End('}');

        public void BeginArray() => Begin('[');

        public void EndArray() => End(']');

        public void Name(string name)
        {
            String(name);
            text.Append(':');
            first = true;
        }

        public void String(string value)
        {
            Separate();
            text.Append('"');
            foreach (var c in value)
            {
                if (c == '"' || c == '\\') text.Append('\\').Append(c);
                else if (c < ' ') text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                else text.Append(c);
            }

            text.Append('"');
        }

        public void Integer(long value)
        {
            Separate();
            text.Append(value.ToString(CultureInfo.InvariantCulture));
        }

        public void Number(float value)
        {
            Separate();
            text.Append(value.ToString("R", CultureInfo.InvariantCulture));
        }

        public override string ToString() => text.ToString();

        private void Begin(char bracket)
        {
            Separate();
            text.Append(bracket);
            first = true;
        }

        private void End(char bracket)
        {
            text.Append(bracket);
            first = false;
        }

        private void Separate()
        {
            if (!first) text.Append(',');
            first = false;
        }
    }
}
