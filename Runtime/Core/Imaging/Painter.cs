#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a picture being painted: a model that draws, stroke by stroke.</summary>
    /// <remarks>
    /// The same model, seed and calls give the same picture on every platform. <see cref="TryNext"/> is one
    /// step of the network, and <see cref="Paint"/> as many as fit into a frame of a game; they allocate nothing
    /// after the first steps. Not safe for use by several threads at once; there are none inside.
    /// </remarks>
    public sealed class Painter : IStrokes
    {
        private const int Signature = 0x544e4950;

        // What a save has beside numbers: signature, counts, step, class, chance and checksum.
        private const int SavedBytes = 56;

        /// <summary>The longest side of what a painter can show, in pixels.</summary>
        public const int LongestSide = 4096;

        private readonly DrawNetwork network;
        private readonly CpuBackend backend = new CpuBackend();
        private readonly Rng rng;
        private readonly float[] noise;
        private readonly float[] values;
        private readonly float[] painted;
        private readonly float[] seen;
        private readonly int[] classes;
        private readonly Canvas canvas;
        private readonly float[] remembered;
        private DrawState state;
        private int? nextClass;
        private PaintNoise? chance;
        private PaintSubject? subject;
        private float temperature = 1;

        /// <summary>Initializes a painter before the first stroke.</summary>
        /// <param name="model">The model.</param>
        /// <param name="seed">Where chance starts.</param>
        /// <param name="side">
        /// The pixels of the longer side of what <see cref="Show"/> shows, 2 to 4096, where strokes are painted as
        /// fine as pixels are; 0 for the size that was learned.
        /// </param>
        /// <param name="wraps">
        /// Whether strokes that leave what <see cref="Show"/> shows come back on the other side, so that it is a tile
        /// without a seam. A network that did not learn tiles, <see cref="DrawConfig.Wraps"/>, sees its own canvas,
        /// which ends at the edge, and its first canvas may have a seam; a network that did learn tiles always wraps.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException">The side is out of its range.</exception>
        /// <exception cref="ArgumentException">
        /// The model does not paint through attention, but is to wrap; or a side of so many pixels has more than 2^27
        /// values, as it may where pixels are of one of many colours.
        /// </exception>
        public Painter(DrawModel model, ulong seed = 0, int side = 0, bool wraps = false)
        {
            if (wraps && model.Network.Config.Write == 0)
            {
                throw new ArgumentException(
                    "A tile without a seam needs a model that paints through attention, which this one does not.",
                    nameof(wraps));
            }

            if (side != 0 && (side < 2 || side > LongestSide))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(side), $"The longer side must be 2 to {LongestSide} pixels, but was {side}.");
            }

            network = model.Network;
            var config = network.Config;
            canvas = new Canvas(config, side == 0 ? config.LongerSide : side, wraps || config.Wraps);
            noise = new float[config.Latent];
            values = new float[config.Values];
            painted = new float[config.Values];
            seen = new float[config.Values];
            classes = new int[config.Classes > 0 ? 1 : 0];
            rng = new Rng(seed);
            Reset(seed);
            remembered = new float[StateMemory.Count(state)];
        }

        /// <summary>Goes back to the blank canvas.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same picture.</param>
        public void Reset(ulong seed)
        {
            rng.State = new Rng(seed).State;
            Reset();
        }

        /// <summary>Goes back to the blank canvas, for another picture: chance goes on.</summary>
        public void Reset()
        {
            if (classes.Length > 0)
            {
                classes[0] = nextClass ?? network.Config.Classes;
            }

            backend.NextStep();
            state = network.InitialState(backend, 1, classes);
            Step = 0;
            canvas.Begin(state);
            Look();
        }

        /// <summary>Paints one stroke.</summary>
        /// <returns>False, and nothing has changed, if the picture is finished.</returns>
        public bool TryNext()
        {
            if (Step == network.Config.Steps)
            {
                return false;
            }

            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] = temperature * (chance?.Values[Step * noise.Length + i] ?? rng.Normal());
            }

            backend.NextStep();
            var z = backend.From(noise, 1, noise.Length);
            if (Subject == null || Step >= Subject.Strokes)
            {
                network.Draw(z, ref state);
            }
            else
            {
                Subject.Show(Painted, seen);
                network.Step(backend.From(seen, 1, seen.Length), z, ref state);
            }

            Step++;
            canvas.Take(network, state);
            Look();
            return true;
        }

        /// <summary>Paints as many strokes as fit into a time: one, and each that the longest still leaves.</summary>
        /// <param name="budget">The time.</param>
        /// <param name="most">The most strokes to paint.</param>
        /// <returns>The strokes that were painted: 0 if the picture is finished.</returns>
        public int Paint(TimeSpan budget, int most = int.MaxValue) => StrokeBudget.Spend(this, budget, most);

        /// <summary>Writes a picture as it stands to memory, so that it can be painted on elsewhere.</summary>
        /// <param name="to">At least <see cref="SavedSize"/> bytes.</param>
        /// <returns>The number of bytes written.</returns>
        /// <exception cref="ArgumentException">There are fewer: nothing is written.</exception>
        /// <remarks>
        /// <see cref="Temperature"/>, <see cref="Noise"/>, <see cref="Subject"/> and <see cref="Class"/> are not among
        /// them: they belong to the game. Allocates nothing.
        /// </remarks>
        public int Save(Span<byte> to)
        {
            if (to.Length < SavedSize)
            {
                throw new ArgumentException(
                    $"A picture takes {SavedSize} bytes to save, but there is room for {to.Length}.", nameof(to));
            }

            var writer = new SaveWriter(to);
            writer.Int(Signature);
            writer.Int(remembered.Length);
            writer.Int(canvas.SavedNumbers);
            writer.Int(Step);
            writer.Int(classes.Length > 0 ? classes[0] : 0);
            writer.Chance(rng.State);
            StateMemory.Save(state, remembered);
            writer.Floats(remembered);
            canvas.Save(ref writer);
            return writer.Seal();
        }

        /// <summary>
        /// Goes on with a picture that <see cref="Save"/> wrote, of a painter with the same model and size.
        /// </summary>
        /// <param name="saved">The bytes written, and no more.</param>
        /// <exception cref="ArgumentException">
        /// The bytes are damaged or come from a model or canvas of another size: nothing has changed. Of another model
        /// of the same size, what comes is a picture of neither.
        /// </exception>
        public void Restore(ReadOnlySpan<byte> saved)
        {
            var source = new SaveReader(saved);
            int step = 0, shown = 0;
            var isMine = saved.Length == SavedSize && SaveReader.IsWhole(saved) && source.Int() == Signature
                && source.Int() == remembered.Length && source.Int() == canvas.SavedNumbers
                && (step = source.Int()) >= 0 && step <= network.Config.Steps
                && (shown = source.Int()) >= 0 && shown <= network.Config.Classes;
            if (!isMine)
            {
                throw new ArgumentException(
                    "What is restored must be what a painter with the same model and size has saved, whole and "
                    + $"unchanged, but these {saved.Length} bytes are not.",
                    nameof(saved));
            }

            rng.State = source.Chance();
            Step = step;
            classes.AsSpan().Fill(shown);
            source.Floats(remembered);
            backend.NextStep();
            state = StateMemory.Restore(state, remembered);
            canvas.Restore(ref source);
            Look();
        }

        /// <summary>Shows the picture as it stands, in colours.</summary>
        /// <param name="to">A picture of <see cref="Width"/> x <see cref="Height"/> pixels.</param>
        /// <param name="fraction">
        /// How much of the last stroke is shown, 0 to 1: strokes add up as logits, so that there is a picture
        /// at any time between two, c + f (c' - c).
        /// </param>
        /// <exception cref="ArgumentException">The picture has another size.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
        public void Show(Picture to, float fraction = 1) => canvas.Show(to, fraction);

        /// <summary>Shows what is painted: from [height][planes][width] to [height][width][planes].</summary>
        private void Look()
        {
            network.Paint(state).Row(0).CopyTo(painted);
            int width = network.Config.Width, planes = network.Config.Planes;
            var at = 0;
            for (var first = 0; first < painted.Length; first += planes * width)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var plane = 0; plane < planes; plane++)
                    {
                        values[at++] = painted[first + plane * width + x];
                    }
                }
            }
        }

        /// <summary>
        /// The picture as it stands, [height][width][planes] from the top left on: the probability that a
        /// channel is on, which is how bright it is shown, or that the pixel has a colour of the palette.
        /// Replaced by the next stroke.
        /// </summary>
        public ReadOnlySpan<float> Values => values;

        /// <summary>What is on the canvas, [height][planes][width].</summary>
        internal ReadOnlySpan<float> Painted => painted;

        /// <summary>The blueprint of the model.</summary>
        internal DrawConfig Config => network.Config;

        /// <summary>The bytes that <see cref="Save"/> writes.</summary>
        public int SavedSize => SavedBytes + sizeof(float) * (remembered.Length + canvas.SavedNumbers);

        /// <summary>Whether what is shown is a tile: strokes that leave it come back on the other side.</summary>
        public bool Wraps => canvas.Wraps;

        /// <summary>The pixels of a row of what is shown.</summary>
        public int Width => canvas.Width;

        /// <summary>The rows of what is shown.</summary>
        public int Height => canvas.Height;

        /// <summary>Where the last stroke was painted; null before the first, or if it may be anywhere.</summary>
        public StrokeArea? Stroke => Step == 0 ? null : canvas.Area(network, state);

        /// <summary>
        /// The chance of the strokes to come, in place of what a seed says; null for that. At once.
        /// </summary>
        /// <exception cref="ArgumentException">It is for other strokes than the model's.</exception>
        public PaintNoise? Noise
        {
            get => chance;
            set
            {
                var config = network.Config;
                if (value != null && (value.Steps, value.Latent) != (config.Steps, config.Latent))
                {
                    throw new ArgumentException(
                        $"Chance for this model must be {config.Latent} numbers for each of {config.Steps} strokes, "
                        + $"but was {value.Latent} for each of {value.Steps}.",
                        nameof(value));
                }

                chance = value;
            }
        }

        /// <summary>The picture that the strokes to come look at; null for none. At once.</summary>
        /// <exception cref="ArgumentException">It is for pictures of another size, output or palette.</exception>
        public PaintSubject? Subject
        {
            get => subject;
            set
            {
                value?.Require(network.Config);
                subject = value;
            }
        }

        /// <summary>The strokes that are painted, up to <see cref="DrawConfig.Steps"/>.</summary>
        public int Step { get; private set; }

        /// <summary>
        /// What the next picture is to show, a class of the model, or null for anything. It holds from the
        /// next <see cref="Reset()"/> on.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The model has no such class.</exception>
        public int? Class
        {
            get => nextClass;
            set => nextClass = network.Config.RequireClass(value);
        }

        /// <summary>
        /// How far chance may stray from the most usual picture: 0 not at all, 1 as it was learned.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
        public float Temperature
        {
            get => temperature;
            set
            {
                if (!(value >= 0 && value <= float.MaxValue))
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(value), $"The temperature must be 0 or more, but was {value}.");
                }

                temperature = value;
            }
        }
    }
}
