#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a video being painted: a model that draws frame after frame without end, each stroke by stroke.
    /// </summary>
    /// <remarks>
    /// The same model, seed and calls give the same frames on every platform. <see cref="TryNext"/> is one step of the
    /// network; it allocates nothing after the first frames. Not safe for use by several threads at once; there are
    /// none inside.
    /// </remarks>
    public sealed class Animator : IStrokes
    {
        private readonly VideoNetwork network;
        private readonly CpuBackend backend = new CpuBackend();
        private readonly Rng rng;
        private readonly float[] noise;
        private readonly float[] seen;
        private readonly int[] classes;
        private readonly Canvas canvas;
        private VideoState state;
        private int? nextClass;
        private float temperature = 1;

        /// <summary>Initializes an animator before the first stroke of the first frame.</summary>
        /// <param name="model">The model.</param>
        /// <param name="seed">Where chance starts.</param>
        public Animator(VideoModel model, ulong seed = 0)
        {
            network = model.Network;
            var config = network.Config.Frame;
            canvas = new Canvas(config, config.LongerSide, config.Wraps);
            noise = new float[config.Latent];
            seen = new float[config.Values];
            classes = new int[config.Classes > 0 ? 1 : 0];
            rng = new Rng(seed);
            Reset(seed);
        }

        /// <summary>Goes back to the blank canvas before the first frame.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same video.</param>
        public void Reset(ulong seed)
        {
            rng.State = new Rng(seed).State;
            backend.NextStep();
            TakeClass();
            state = network.InitialState(backend, 1, classes);
            Frame = 0;
            Begin();
        }

        /// <summary>Paints one stroke.</summary>
        /// <returns>False, and nothing has changed, if the frame is finished.</returns>
        public bool TryNext()
        {
            if (Step == network.Config.Frame.Steps)
            {
                return false;
            }

            network.Draw(Chance(temperature), ref state);
            Take();
            return true;
        }

        /// <summary>Paints as many strokes as fit into a time: one, and each that the longest still leaves.</summary>
        /// <param name="budget">The time.</param>
        /// <param name="most">The most strokes to paint.</param>
        /// <returns>The strokes that were painted: 0 if the frame is finished.</returns>
        public int Paint(TimeSpan budget, int most = int.MaxValue) => StrokeBudget.Spend(this, budget, most);

        /// <summary>Begins the next frame. Strokes that are left of this one are painted first.</summary>
        public void NextFrame()
        {
            while (TryNext())
            {
            }

            // A step of the backend is a frame: what time says of it is read by all its strokes.
            backend.NextStep();
            TakeClass();
            network.NextFrame(ref state);
            Frame++;
            Begin();
        }

        /// <summary>
        /// Paints a frame after a picture of it, so that what follows goes on from there: the present frame if it is
        /// not begun, else the next.
        /// </summary>
        /// <param name="picture">A picture of <see cref="Width"/> x <see cref="Height"/> pixels.</param>
        /// <exception cref="ArgumentException">The picture has another size.</exception>
        public void Look(Picture picture)
        {
            var config = network.Config.Frame;
            if (picture.Width != config.Width || picture.Height != config.Height)
            {
                throw new ArgumentException(
                    $"A picture for this model must have {config.Width} x {config.Height} pixels, but has "
                    + $"{picture.Width} x {picture.Height}.",
                    nameof(picture));
            }

            if (Step > 0)
            {
                NextFrame();
            }

            CanvasColours.Read(config, picture, seen);
            var image = backend.From(seen, 1, seen.Length);
            while (Step < config.Steps)
            {
                network.Step(image, Chance(1), ref state);
                Take();
            }
        }

        /// <summary>Shows the frame as it stands, in colours.</summary>
        /// <param name="to">A picture of <see cref="Width"/> x <see cref="Height"/> pixels.</param>
        /// <param name="fraction">How much of the last stroke is shown, 0 to 1: see <see cref="Painter.Show"/>.</param>
        /// <exception cref="ArgumentException">The picture has another size.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range.</exception>
        public void Show(Picture to, float fraction = 1) => canvas.Show(to, fraction);

        // The state reads the class from this array.
        private void TakeClass() => classes.AsSpan().Fill(nextClass ?? network.Config.Frame.Classes);

        private void Begin()
        {
            Step = 0;
            canvas.Begin(state.Frame);
        }

        private void Take()
        {
            Step++;
            canvas.Take(network.Frames, state.Frame);
        }

        private Tensor Chance(float strength)
        {
            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] = strength * rng.Normal();
            }

            return backend.From(noise, 1, noise.Length);
        }

        /// <summary>The pixels of a row.</summary>
        public int Width => canvas.Width;

        /// <summary>The rows.</summary>
        public int Height => canvas.Height;

        /// <summary>
        /// Whether all values on the canvas are finite numbers, as they are unless weights are damaged. Allocates
        /// nothing.
        /// </summary>
        public bool IsFinite => canvas.IsFinite;

        /// <summary>The number of the frame that is painted, from 0 on.</summary>
        public int Frame { get; private set; }

        /// <summary>The strokes of the frame that are painted, up to <see cref="DrawConfig.Steps"/>.</summary>
        public int Step { get; private set; }

        /// <summary>
        /// What the frames to come are to show, a class of the model, or null for anything. It holds from the next
        /// <see cref="NextFrame"/> or <see cref="Reset"/> on.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The model has no such class.</exception>
        public int? Class
        {
            get => nextClass;
            set => nextClass = network.Config.Frame.RequireClass(value);
        }

        /// <summary>
        /// How far chance may stray from the most usual frame: 0 not at all, 1 as it was learned.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
        public float Temperature
        {
            get => temperature;
            set => temperature = value >= 0 && value <= float.MaxValue
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The temperature must be 0 or more, but was {value}.");
        }
    }
}
